"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import networking


def test_only_traffic_that_still_needs_nat_is_paid_for() -> None:
    # 3 x ($0.045 + $0.005) x 730 = $109.50; half of 10,000 GB x $0.045 = $225
    assert networking.way_out(50000, 10000, 0.5, 3) == pytest.approx(334.5)
    # all over IPv6: only what stands idle is left
    assert networking.way_out(50000, 10000, 1, 3) == pytest.approx(109.5)


def test_two_of_three_zones_are_foreign_and_both_ends_pay() -> None:
    # 1,000 x 10 KB = 10 MB/s, 26,280 GB a month, two thirds of it x $0.02
    assert networking.crossing(1000, 10, 3, 0.9) == pytest.approx(26280 * 2 / 3 * 0.02)


def test_ports_are_counted_by_destination() -> None:
    # 1,500/s x 60 s = 90,000 at once: one address carries 55,000
    assert networking.nat_addresses(1500, 60) == 2
    assert networking.nat_addresses(1500, 5) == 1
