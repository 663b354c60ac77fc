from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from botocore.stub import Stubber

from examples.nova.cost_of_an_answer import Budget, BudgetError, Rates

RATES = Rates(Decimal("0.40"), Decimal("0.10"), Decimal("2.00"))
REQUEST = {"modelId": "m", "messages": [{"role": "user", "content": [{"text": "Why?"}]}]}


def test_cached_tokens_are_priced_apart_and_writes_like_fresh_ones() -> None:
    usage = {
        "inputTokens": 1000,
        "cacheWriteInputTokens": 2000,
        "cacheReadInputTokens": 10000,
        "outputTokens": 500,
        "totalTokens": 13500,
    }
    # 3,000 x 0.40 + 10,000 x 0.10 + 500 x 2.00 = 3,200 millionths
    assert RATES.cost(usage) == Decimal("0.0032")


def test_a_response_without_cache_fields_is_priced() -> None:
    usage = {"inputTokens": 1000, "outputTokens": 100, "totalTokens": 1100}
    assert RATES.cost(usage) == Decimal("0.0006")


def expect(stub: Stubber, reply: Any, most: int, used: dict[str, int]) -> None:
    response = reply("Because.", usage=used)
    stub.add_response("converse", response, {**REQUEST, "inferenceConfig": {"maxTokens": most}})


def test_the_answer_may_be_as_long_as_the_rest_of_the_budget_pays(
    runtime: Any, stub: Stubber, reply: Any
) -> None:
    budget = Budget(RATES, Decimal("0.0012"))
    # 0.0012 less 1,000 x 0.40 millionths leaves 0.0008, at 2.00 a million: 400 tokens
    expect(stub, reply, 400, {"inputTokens": 1000, "outputTokens": 200, "totalTokens": 1200})
    budget.ask(runtime, REQUEST, prompt_tokens=1000)
    assert budget.left == Decimal("0.0004")  # what was used, not what was allowed
    with pytest.raises(BudgetError):
        budget.ask(runtime, REQUEST, prompt_tokens=1000)


def test_a_full_budget_allows_no_more_than_the_cap(runtime: Any, stub: Stubber, reply: Any) -> None:
    expect(stub, reply, 800, {"inputTokens": 10, "outputTokens": 5, "totalTokens": 15})
    Budget(RATES, Decimal(1)).ask(runtime, REQUEST, prompt_tokens=10)
