"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import load_balancing


def test_two_zones_carry_what_three_did() -> None:
    # 12,000 / 200 = 60 targets; over two zones 30 each, so 90 in three
    assert load_balancing.zone_loss(12000, 250, 3, 0.2) == 90
    assert load_balancing.zone_loss(12000, 250, 2, 0.2) == 120


def test_a_bad_target_is_found_after_its_last_failed_check() -> None:
    assert load_balancing.detection(12000, 90, 30, 30, 2, 5) == 65


def test_bytes_decide_on_both_but_rules_only_on_one() -> None:
    # 100 GB an hour: 100 LCU x $0.008 + $0.0225 = $0.8225 an hour
    assert load_balancing.month(500, 100, 20000) == pytest.approx(730 * 0.8225)
    # 1,000,000 open: 333.3 LCU against 10 NLCU
    quiet = load_balancing.month(300, 5, 0, 1e6)
    assert quiet == pytest.approx(730 * (1e6 / 3000 * 0.008 + 0.0225))
    # 200,000 evaluations/s: 200 LCU
    assert load_balancing.month(500, 100, 200000) == pytest.approx(730 * (200 * 0.008 + 0.0225))
