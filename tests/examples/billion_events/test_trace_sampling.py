"""The sample has its size, is the same everywhere, and grows without losing anybody."""

from __future__ import annotations

from examples.billion_events.trace_sampling import traced

NAMES = [f"batch-{number}" for number in range(20_000)]


def test_the_rate_is_kept() -> None:
    assert 160 <= sum(traced(name, 0.01) for name in NAMES) <= 240
    assert not any(traced(name, 0) for name in NAMES)
    assert all(traced(name, 1) for name in NAMES)


def test_a_higher_rate_keeps_what_a_lower_one_kept() -> None:
    few = {name for name in NAMES if traced(name, 0.01)}
    more = {name for name in NAMES if traced(name, 0.05)}
    assert few < more
