"""Guards one turn, and keeps a blocked turn out of the history.

Everything that we did not write ourselves is wrapped for the guardrail:
the user's words, and the passages that a search found. Once one block
is wrapped, most filters look at nothing else. What was checked once
joins the history as plain text.
"""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]


# --8<-- [start:turn]
def turn(question: str, passages: list[str]) -> Message:
    """A message whose untrusted parts the guardrail reads."""
    found: list[dict[str, Any]] = [
        # the source that grounding compares the answer with
        {
            "guardContent": {
                "text": {
                    "text": one,
                    "qualifiers": ["grounding_source", "guard_content"],
                }
            }
        }
        for one in passages
    ]
    asked = {
        "guardContent": {
            "text": {
                "text": question,
                "qualifiers": ["query", "guard_content"],
            }
        }
    }
    return {"role": "user", "content": [*found, asked]}


# --8<-- [end:turn]


# --8<-- [start:answer]
def answer(
    bedrock_runtime_client: Any,
    model: str,
    guardrail: str,
    version: str,
    history: list[Message],
    message: Message,
) -> tuple[str, list[Message]]:
    """The text to show, and the history to keep."""
    response = bedrock_runtime_client.converse(
        modelId=model,
        messages=[*history, message],
        guardrailConfig={
            "guardrailIdentifier": guardrail,
            "guardrailVersion": version,  # a number, never DRAFT
            "trace": "disabled",  # a trace repeats what was masked
        },
        inferenceConfig={"maxTokens": 400},
    )
    reply = response["output"]["message"]
    text = reply["content"][0]["text"]
    if response["stopReason"] == "guardrail_intervened":
        # The text is the guardrail's. Kept in the history, the turn
        # would meet the guardrail again with every later request.
        return text, history
    # Left wrapped, the guardrail would read this turn again, for money,
    # with every later one, and ground on old passages.
    asked = message["content"][-1]["guardContent"]["text"]["text"]
    kept = {"role": "user", "content": [{"text": asked}]}
    return text, [*history, kept, reply]


# --8<-- [end:answer]
