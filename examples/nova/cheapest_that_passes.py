"""Finds the cheapest model that passes your own evaluation set.

No model has a quality; a model with your prompt has one on your cases.
So the set decides, and the price list only says in which order to try.
Run it again when a prompt, a model or a price changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


# --8<-- [start:case]
@dataclass(frozen=True)
class Case:
    question: str
    accepts: Callable[[str], bool]  # meaning, not one exact string


# --8<-- [end:case]


# --8<-- [start:cheapest]
def cheapest(
    bedrock_runtime_client: Any,
    models: Sequence[str],  # the cheapest first
    system: str,
    cases: Sequence[Case],
    may_fail: int,
) -> str | None:
    """The first model with at most that many wrong answers."""
    for model in models:
        wrong = 0
        for case in cases:
            answer = ask(
                bedrock_runtime_client, model, system, case.question
            )
            wrong += not case.accepts(answer)
            if wrong > may_fail:
                break  # it cannot pass any more: stop paying for it
        else:
            return model
    return None  # change the prompt or the promise, not the bar


# --8<-- [end:cheapest]


# --8<-- [start:ask]
def ask(
    bedrock_runtime_client: Any, model: str, system: str, question: str
) -> str:
    response = bedrock_runtime_client.converse(
        modelId=model,
        system=[{"text": system}],
        messages=[{"role": "user", "content": [{"text": question}]}],
        # Zero makes runs alike, not equal: repeat those on the edge.
        inferenceConfig={"maxTokens": 300, "temperature": 0},
    )
    if response["stopReason"] != "end_turn":
        return ""  # cut off or refused: counts as a wrong answer
    content = response["output"]["message"]["content"]
    return "".join(block.get("text", "") for block in content)


# --8<-- [end:ask]
