from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from examples.api_gateway import client_429
from examples.api_gateway.client_429 import Budget


@dataclass
class Reply:
    status: int
    headers: dict[str, str] = field(default_factory=dict)


def run(replies: list[Reply], budget: Budget, attempts: int = 4) -> tuple[int, list[float], int]:
    slept: list[float] = []
    left = list(replies)
    answer = client_429.call(lambda: left.pop(0), budget, slept.append, attempts=attempts)
    return answer.status, slept, len(replies) - len(left)


def test_waits_grow_and_are_spread_from_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        asked.append((low, high))
        return high

    monkeypatch.setattr(random, "uniform", uniform)
    status, slept, sent = run([Reply(429), Reply(429), Reply(429), Reply(200)], Budget())
    assert (status, sent) == (200, 4)
    assert asked == [(0, 0.2), (0, 0.4), (0, 0.8)]
    assert slept == [0.2, 0.4, 0.8]


def test_what_the_server_asks_for_is_a_floor_and_its_clients_come_back_spread() -> None:
    random.seed(7)
    waits = [
        wait
        for _ in range(200)
        for wait in run([Reply(429, {"Retry-After": "3"}), Reply(200)], Budget())[1]
    ]
    assert min(waits) >= 3
    assert max(waits) <= 6
    assert max(waits) - min(waits) > 2  # not all of them in one instant


def test_a_spent_quota_is_not_waited_for_and_costs_no_budget() -> None:
    budget = Budget(tokens=50)
    assert run([Reply(429, {"Retry-After": "3600"})], budget) == (429, [], 1)
    assert budget.tokens == 50


def test_it_gives_up_after_the_last_attempt() -> None:
    status, slept, sent = run([Reply(429)] * 2, Budget(), attempts=2)
    assert (status, len(slept), sent) == (429, 1, 2)


def test_an_overload_spends_the_budget_and_then_passes_errors_on() -> None:
    budget = Budget(tokens=20)
    sent = sum(run([Reply(429)] * 4, budget)[2] for _ in range(100))
    assert sent == 102  # 100 calls and two retries, not 400
    for _ in range(10):
        run([Reply(200)], budget)
    assert budget.spend()
    assert not budget.spend()


def test_other_answers_are_not_repeated() -> None:
    budget = Budget(tokens=5)
    assert run([Reply(403)], budget) == (403, [], 1)
    assert run([Reply(500)], budget) == (500, [], 1)
    assert budget.tokens == 5
