"""Retries a throttled call without making the throttling worse.

Full jitter spreads the clients of one spike over time. A budget ties
retries to successes, so that a long overload ends in honest errors and
not in several times the load.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Answer(Protocol):
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> dict[str, str]: ...


A = TypeVar("A", bound=Answer)


# --8<-- [start:budget]
@dataclass
class Budget:
    """A success earns one token; a retry costs ten."""

    tokens: int = 100
    most: int = 100

    def earn(self) -> None:
        self.tokens = min(self.most, self.tokens + 1)

    def spend(self) -> bool:
        if self.tokens < 10:
            return False
        self.tokens -= 10
        return True


# --8<-- [end:budget]


# --8<-- [start:call]
def call(
    send: Callable[[], A],
    budget: Budget,
    sleep: Callable[[float], None],
    attempts: int = 4,
    base: float = 0.2,
    longest: float = 20.0,
) -> A:
    """`send` must be safe to repeat: a read, or one with a token."""
    for attempt in range(attempts):
        answer = send()
        if answer.status != 429:
            if answer.status < 400:
                budget.earn()
            return answer
        pause = asked(answer)
        # Longer than anybody waits here: a spent quota, say.
        hopeless = attempt == attempts - 1 or pause > longest
        if hopeless or not budget.spend():
            return answer
        # What the server asks for is a floor. All clients were told
        # the same number, so the jitter on top is as wide as that:
        # narrow, they would all be back in the same instant.
        spread = max(pause, base * 2**attempt)
        sleep(pause + random.uniform(0, min(longest, spread)))
    raise ValueError("attempts must be positive")


# --8<-- [end:call]


def asked(answer: Answer) -> float:
    text = answer.headers.get("Retry-After", "")
    return float(text) if text.isdigit() else 0.0
