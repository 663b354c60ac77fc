"""Cache-aside that asks the database for one key at most once in 2 s.

Without the claim every reader of an expired key asks at once. Without
the jitter all keys loaded together expire together. The bound is per
key: after a flush, limit the misses in flight as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Busy(Exception):
    """Nobody loaded the value in time: show a stale one, or refuse."""


class Cache(Protocol):
    """What is needed of Valkey: GET, SET with EX, and with NX too."""

    def get(self, key: str) -> str | None: ...

    def set(self, key: str, value: str, seconds: float) -> None: ...

    def add(self, key: str, value: str, seconds: float) -> bool: ...


# --8<-- [start:jitter]
def spread(seconds: float, random: Callable[[], float]) -> float:
    """Between 90% and 110% of the time to live."""
    return seconds * (0.9 + 0.2 * random())


# --8<-- [end:jitter]


# --8<-- [start:read]
def read(
    cache: Cache,
    key: str,
    load: Callable[[], str],
    seconds: float,
    random: Callable[[], float],
    wait: Callable[[float], None],
) -> str:
    for _ in range(60):
        value = cache.get(key)
        if value is not None:
            return value
        # One reader claims the load. The claim ends by itself, so one
        # that dies, fails or is slow holds the next up for 2 s.
        if cache.add(f"{key}:loading", "1", 2):
            value = load()
            # NX: what a writer stored meanwhile is newer than ours.
            if cache.add(key, value, spread(seconds, random)):
                return value
            newer = cache.get(key)
            return value if newer is None else newer
        wait(0.05)
    # To load without a claim here would be the stampede after all.
    raise Busy(key)


# --8<-- [end:read]


# --8<-- [start:write]
def write(
    cache: Cache, key: str, value: str, store: Callable[[str], None]
) -> None:
    """The database first, so that a refused write is never shown.

    Then the value, not a delete: after a delete, a reader that loaded
    the old row a moment ago would put it back. Two writers of one key
    may still cross, so the time to live is short.
    """
    store(value)
    cache.set(key, value, 30)


# --8<-- [end:write]
