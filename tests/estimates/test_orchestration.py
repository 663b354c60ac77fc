"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import orchestration


def test_a_workflow_is_counted_in_transitions() -> None:
    # 120 starts of 14 transitions each
    assert orchestration.workflow(120, 14, 1, 90, 2, 400) == 1680


def test_standard_is_billed_by_the_transition_whatever_it_waits_for() -> None:
    # 10 million x 12 transitions = 120 million, at $25 a million
    assert orchestration.workflow_month(10, 12, 2, 64) == pytest.approx(3000)
    assert orchestration.workflow_month(10, 12, 250, 64) == pytest.approx(3000)


def test_a_map_run_goes_in_waves() -> None:
    # 5 million in batches of 100: 50,000 children; 500 at a time: 100 waves of 20 s
    assert orchestration.map_run(5, 100, 20, 500, 3) == pytest.approx(2000 / 3600)
    # one more than full makes a wave of its own
    assert orchestration.map_run(0.0101, 100, 36, 100, 3) == pytest.approx(2 * 36 / 3600)


def test_a_month_of_listening_is_deliveries_minutes_and_connects() -> None:
    # a million clients, 365/12 = 30.41667 days:
    # 40 messages a day: 1,216.667 million at $1; 2 h a day: 3,650 million minutes at $0.08;
    # a connect and a subscribe a day: 60.833 million at $1
    month = orchestration.realtime_month(1, 2, 40, 1, 10)
    assert month == pytest.approx(1216.6667 + 292 + 60.8333)


def test_a_message_above_five_kb_counts_twice() -> None:
    small = orchestration.realtime_month(1, 2, 40, 5, 10)
    large = orchestration.realtime_month(1, 2, 40, 5.1, 10)
    assert large - small == pytest.approx(1216.6667)
