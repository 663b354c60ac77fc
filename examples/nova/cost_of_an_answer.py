"""Prices an answer from its usage, and stops before a budget is spent.

The response says what was used; nothing in it says what it cost. Prices
are passed in, so that they live in one place and a test can use any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MILLION = Decimal(1_000_000)


# --8<-- [start:cost]
@dataclass(frozen=True)
class Rates:
    """US dollars for a million tokens."""

    fresh: Decimal
    cached: Decimal
    output: Decimal

    def cost(self, usage: Mapping[str, int]) -> Decimal:
        # inputTokens leaves out what the cache held or took. Nova lists
        # no surcharge for writing to it; Claude does.
        fresh = usage["inputTokens"] + usage.get(
            "cacheWriteInputTokens", 0
        )
        return (
            fresh * self.fresh
            + usage.get("cacheReadInputTokens", 0) * self.cached
            # Reasoning is in here, also when it comes back redacted.
            + usage["outputTokens"] * self.output
        ) / MILLION


# --8<-- [end:cost]


class BudgetError(Exception):
    """The rest of the budget does not pay for a useful answer."""


# --8<-- [start:budget]
class Budget:
    """What one conversation may still cost."""

    def __init__(self, rates: Rates, dollars: Decimal) -> None:
        self.rates, self.left = rates, dollars

    def ask(
        self,
        bedrock_runtime_client: Any,
        request: Mapping[str, Any],
        prompt_tokens: int,
        most: int = 800,
        useful: int = 50,
    ) -> dict[str, Any]:
        for_answer = (
            self.left - prompt_tokens * self.rates.fresh / MILLION
        )
        affordable = int(for_answer * MILLION / self.rates.output)
        if affordable < useful:
            raise BudgetError
        response: dict[str, Any] = bedrock_runtime_client.converse(
            **request,
            # Unset, this would be the longest answer of the model.
            inferenceConfig={"maxTokens": min(most, affordable)},
        )
        self.left -= self.rates.cost(response["usage"])
        return response


# --8<-- [end:budget]
