from __future__ import annotations

from examples.bedrock.token_admission import Quota


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def quota(per_minute: int = 10_000, share: float = 0.5) -> tuple[Quota, Clock]:
    clock = Clock()
    return Quota(per_minute, share, clock), clock


def test_an_unbounded_answer_fills_the_quota_that_bounded_ones_share() -> None:
    bounded, _ = quota()
    assert [bounded.admit(500, 500) for _ in range(11)] == [1000] * 10 + [None]
    unbounded, _ = quota()
    assert unbounded.admit(500, 64_000) is None


def test_settling_takes_what_was_used_with_output_at_five() -> None:
    shared, _ = quota()
    held = shared.admit(4000, 1000)
    assert held == 5000
    usage = {"inputTokens": 400, "cacheReadInputTokens": 3600, "outputTokens": 100}
    shared.settle(held, usage)  # 400 + 5 x 100 = 900
    assert shared.admit(9100, 0) == 9100
    assert shared.admit(1, 0) is None


def test_a_cache_write_counts_and_a_read_does_not() -> None:
    shared, _ = quota()
    held = shared.admit(4000, 0)
    assert held is not None
    shared.settle(held, {"inputTokens": 0, "cacheWriteInputTokens": 4000, "outputTokens": 0})
    assert shared.admit(6001, 0) is None
    assert shared.admit(6000, 0) == 6000


def test_background_work_leaves_room_for_people() -> None:
    shared, _ = quota(share=0.5)
    assert shared.admit(5000, 0, background=True) == 5000
    assert shared.admit(1, 0, background=True) is None
    assert shared.admit(5000, 0) == 5000


def test_what_was_used_is_forgotten_after_a_minute() -> None:
    shared, clock = quota()
    held = shared.admit(10_000, 0)
    assert held is not None
    shared.settle(held, {"inputTokens": 10_000, "outputTokens": 0})
    clock.now = 59.9
    assert shared.admit(1, 0) is None
    clock.now = 60.0
    assert shared.admit(10_000, 0) == 10_000
