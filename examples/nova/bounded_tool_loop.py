"""Lets Nova use tools, for a bounded number of rounds.

Each round sends the whole conversation again, so a loop without a bound
grows in price with the square of its length. A tool that fails is told
to the model as a failed result; raising would lose the work so far.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Message = dict[str, Any]
Tools = Mapping[str, Callable[..., Any]]


class UnfinishedError(Exception):
    """No answer: too many rounds, or a stop that is no answer."""


# --8<-- [start:loop]
def run(
    bedrock_runtime_client: Any,
    model: str,
    messages: list[Message],
    specs: list[dict[str, Any]],
    tools: Tools,
    rounds: int = 4,
) -> str:
    for spent in range(1, rounds + 1):
        response = bedrock_runtime_client.converse(
            modelId=model,
            messages=messages,
            toolConfig={
                "tools": [{"toolSpec": spec} for spec in specs]
            },
            inferenceConfig={"maxTokens": 600},
        )
        said = response["output"]["message"]
        messages.append(said)  # as it came, reasoning included
        if response["stopReason"] == "end_turn":
            return "".join(b.get("text", "") for b in said["content"])
        if response["stopReason"] != "tool_use":
            # max_tokens, malformed_tool_use: half a request for a tool
            # must not be carried out.
            raise UnfinishedError(response["stopReason"])
        if spent == rounds:
            break  # nobody would read the result: do not act on it
        uses = [b["toolUse"] for b in said["content"] if "toolUse" in b]
        # All results of one turn go back together, in one message.
        results = [{"toolResult": result(tools, use)} for use in uses]
        messages.append({"role": "user", "content": results})
    raise UnfinishedError(f"no answer after {rounds} rounds")


# --8<-- [end:loop]


# --8<-- [start:result]
def result(tools: Tools, use: Mapping[str, Any]) -> dict[str, Any]:
    try:
        # The model writes name and input: look up, never evaluate, and
        # let the tool check its arguments as it would a stranger's.
        output = tools[use["name"]](**use["input"])
    except Exception as error:
        return {
            "toolUseId": use["toolUseId"],
            "status": "error",
            "content": [{"text": type(error).__name__}],
        }
    return {
        "toolUseId": use["toolUseId"],
        "status": "success",
        "content": [{"json": {"result": output}}],
    }


# --8<-- [end:result]
