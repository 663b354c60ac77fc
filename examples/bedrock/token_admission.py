"""Shares one token quota between callers before Bedrock refuses them.

It counts as Bedrock does: input and maxTokens when a request starts,
what was really used when it ends. Interactive calls may use all of the
quota, the others only a part, so a nightly job cannot starve the chat.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

BURNDOWN = 5  # quota tokens for one output token, recent Claude models


# --8<-- [start:admit]
@dataclass
class Quota:
    per_minute: int
    background_share: float
    clock: Callable[[], float]
    _held: int = 0
    _spent: deque[tuple[float, int]] = field(default_factory=deque)

    def admit(
        self, prompt: int, max_tokens: int, background: bool = False
    ) -> int | None:
        """What is held for it, or None: queue it or degrade."""
        limit = self.per_minute * (
            self.background_share if background else 1
        )
        wanted = prompt + max_tokens
        if self._in_window() + self._held + wanted > limit:
            return None
        self._held += wanted
        return wanted

    def settle(self, held: int, usage: Mapping[str, int]) -> None:
        """Gives back what was held; cache reads end as nothing.

        A call that failed is settled too, with zeros, or it holds its
        share for ever.
        """
        self._held -= held
        used = usage["inputTokens"] + usage.get(
            "cacheWriteInputTokens", 0
        )
        self._spent.append(
            (self.clock(), used + BURNDOWN * usage["outputTokens"])
        )

    def _in_window(self) -> int:
        while self._spent and self._spent[0][0] <= self.clock() - 60:
            self._spent.popleft()
        return sum(tokens for _, tokens in self._spent)


# --8<-- [end:admit]
