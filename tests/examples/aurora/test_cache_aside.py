from __future__ import annotations

import pytest

from examples.aurora import cache_aside


class Memory:
    """A cache with a clock that only `wait` moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.entries: dict[str, tuple[str, float]] = {}

    def get(self, key: str) -> str | None:
        value, expires = self.entries.get(key, ("", 0.0))
        return value if expires > self.now else None

    def set(self, key: str, value: str, seconds: float) -> None:
        self.entries[key] = (value, self.now + seconds)

    def add(self, key: str, value: str, seconds: float) -> bool:
        if self.get(key) is not None:
            return False
        self.set(key, value, seconds)
        return True

    def wait(self, seconds: float) -> None:
        self.now += seconds


def middle() -> float:
    return 0.5


def test_a_hit_does_not_load() -> None:
    cache = Memory()
    cache.set("k", "cached", 60)

    def load() -> str:
        raise AssertionError("asked the database")

    assert cache_aside.read(cache, "k", load, 60, middle, cache.wait) == "cached"


def test_readers_of_one_expired_key_load_it_once() -> None:
    cache = Memory()
    loads: list[str] = []

    def slow_load() -> str:
        # while the first loads, a second one comes; it waits, and the first finishes meanwhile
        loads.append("first")
        return "fresh"

    def second_waits(seconds: float) -> None:
        cache.wait(seconds)
        if not cache.get("k"):
            cache.set("k", slow_load(), 60)

    assert cache.add("k:loading", "1", 2)  # the first reader's claim
    answer = cache_aside.read(
        cache, "k", lambda: pytest.fail("a second load"), 60, middle, second_waits
    )
    assert answer == "fresh"
    assert loads == ["first"]


def test_a_dead_loader_holds_the_others_up_only_briefly() -> None:
    cache = Memory()
    cache.add("k:loading", "1", 2)
    answer = cache_aside.read(cache, "k", lambda: "own", 60, middle, cache.wait)
    assert answer == "own"
    assert cache.now == pytest.approx(2)


def test_a_slow_load_does_not_let_the_waiting_readers_through() -> None:
    cache = Memory()
    cache.add("k:loading", "1", 2)

    def another_claims_again(seconds: float) -> None:
        cache.wait(seconds)
        cache.add("k:loading", "1", 2)

    with pytest.raises(cache_aside.Busy, match="k"):
        cache_aside.read(
            cache, "k", lambda: pytest.fail("loaded"), 60, middle, another_claims_again
        )
    assert cache.now == pytest.approx(3)


def test_an_empty_value_is_a_value() -> None:
    cache = Memory()

    def old_row_then_a_write_elsewhere() -> str:
        cache_aside.write(cache, "k", "", lambda _: None)
        return "old"

    answer = cache_aside.read(cache, "k", old_row_then_a_write_elsewhere, 60, middle, cache.wait)
    assert answer == ""


def test_a_failed_load_leaves_nothing_behind_after_the_claim() -> None:
    cache = Memory()

    def broken() -> str:
        raise OSError("database down")

    with pytest.raises(OSError, match="down"):
        cache_aside.read(cache, "k", broken, 60, middle, cache.wait)
    assert cache.get("k") is None
    cache.wait(2)
    assert cache.add("k:loading", "1", 2)


def test_keys_loaded_together_expire_apart() -> None:
    lives = []
    for chance in (0.0, 0.25, 1.0):
        cache = Memory()
        cache_aside.read(cache, "k", lambda: "v", 100, lambda chance=chance: chance, cache.wait)  # type: ignore[misc]
        lives.append(cache.entries["k"][1])
    assert lives == pytest.approx([90, 95, 110])


def test_a_write_goes_to_the_database_before_the_cache() -> None:
    cache = Memory()
    cache.set("k", "old", 60)
    seen: list[tuple[str, str | None]] = []
    cache_aside.write(cache, "k", "new", lambda value: seen.append((value, cache.get("k"))))
    assert seen == [("new", "old")]
    assert cache.get("k") == "new"


def test_a_load_that_began_before_a_write_does_not_bring_the_old_value_back() -> None:
    cache = Memory()

    def old_row_then_a_write_elsewhere() -> str:
        cache_aside.write(cache, "k", "new", lambda _: None)
        return "old"

    answer = cache_aside.read(cache, "k", old_row_then_a_write_elsewhere, 60, middle, cache.wait)
    assert answer == "new"
    assert cache.get("k") == "new"


def test_a_failed_write_leaves_the_cache_alone() -> None:
    cache = Memory()
    cache.set("k", "old", 60)

    def refuse(_: str) -> None:
        raise OSError("constraint")

    with pytest.raises(OSError, match="constraint"):
        cache_aside.write(cache, "k", "new", refuse)
    assert cache.get("k") == "old"
