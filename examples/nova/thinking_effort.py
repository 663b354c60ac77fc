"""Asks Nova 2 Lite to think, at the effort that the question is worth.

Thinking is off unless asked for. At high effort the request must carry
no inferenceConfig at all, so there is no cap on what the answer costs:
keep that for jobs whose number you control.
"""

from __future__ import annotations

from typing import Any, Literal

from botocore.config import Config

Effort = Literal["off", "low", "medium", "high"]
# One answer may take an hour; the SDK gives up after a minute, and
# a repeated call is paid twice.
PATIENT = Config(read_timeout=3600, retries={"total_max_attempts": 1})


# --8<-- [start:request]
def request(
    model: str, question: str, effort: Effort
) -> dict[str, Any]:
    call: dict[str, Any] = {
        "modelId": model,
        "messages": [{"role": "user", "content": [{"text": question}]}],
    }
    if effort != "high":  # it would be refused
        call["inferenceConfig"] = {"maxTokens": 2000}
    if effort != "off":
        call["additionalModelRequestFields"] = {
            "reasoningConfig": {
                "type": "enabled",
                "maxReasoningEffort": effort,
            }
        }
    return call


# --8<-- [end:request]


class UnfinishedError(Exception):
    """Thinking or the text ran into the cap."""


# --8<-- [start:answer]
def answer(response: dict[str, Any]) -> str:
    """The text, without the reasoning, which comes back redacted."""
    # Thoughts count against maxTokens: all of it may be gone, and paid,
    # before the first word of the answer.
    if response["stopReason"] != "end_turn":
        raise UnfinishedError(response["stopReason"])
    content = response["output"]["message"]["content"]
    # Not content[0]: with thinking on, that is the reasoning block.
    return "".join(
        block["text"] for block in content if "text" in block
    )


# --8<-- [end:answer]
