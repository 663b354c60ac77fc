"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import cloudfront


def test_hit_ratio_follows_requests_of_one_copy_in_one_ttl() -> None:
    # 200/s over 6 keys x 20 caches: 5/3 a second for a copy, 100 hits after each miss
    assert cloudfront.hit_ratio(200, 60, 6, 20) == pytest.approx(100 * 100 / 101)
    # no TTL, no hit
    assert cloudfront.hit_ratio(200, 0, 6, 20) == 0
    # a key of 6,000 values leaves 0.1 hits after each miss
    assert cloudfront.hit_ratio(200, 60, 6000, 20) == pytest.approx(100 * 0.1 / 1.1)


def test_origin_load_is_what_edge_and_shield_leave() -> None:
    # 60,000 x 8% = 4,800 misses, of which Origin Shield leaves 30%
    assert cloudfront.origin_load(60000, 60, 0.92, 0.7, 2500) == pytest.approx(1440)
    assert cloudfront.origin_load(60000, 60, 0.92, 0, 2500) == pytest.approx(4800)
    # halving the hits' distance from 100% halves the load
    assert cloudfront.origin_load(60000, 60, 0.96, 0, 2500) == pytest.approx(2400)


def test_a_small_month_is_transfer_and_requests_above_the_free_tier() -> None:
    # (2,000 - 1,024) GB x $0.085 = $82.96; 30 million requests x $1.00 = $30; 38 x $0.10 = $3.80
    assert cloudfront.month(2000, 40, 0.9, 0, 40, 200) == pytest.approx(82.96 + 30 + 3.80)
    assert cloudfront.month(1000, 10, 0.9, 0, 2, 1000) == 0


def test_a_large_month_climbs_down_the_tiers() -> None:
    # 600,000 GB: 9,216 x 0.085 + 40,960 x 0.08 + 102,400 x 0.06 + 358,400 x 0.04 + 88,000 x 0.03
    transfer = 783.36 + 3276.80 + 6144 + 14336 + 2640
    # 9,000 million requests: 8,990 x $1.00; misses 450 million, half to the shield x $0.75
    shield = 450 * 0.5 * 0.75
    # 4,000 paths: 3,000 x $0.005
    month = cloudfront.month(600000, 9000, 0.95, 0.5, 0, 4000)
    assert month == pytest.approx(transfer + 8990 + shield + 15)


def test_the_plan_is_chosen_by_requests() -> None:
    # 20,000 GB: 9,216 x $0.085 + 9,760 x $0.08 = $1,564.16; 80 million requests above free = $80
    assert cloudfront.plan_or_pay(20000, 90) == pytest.approx(1644.16 - 200)
    assert cloudfront.plan_or_pay(20000, 10) == pytest.approx(1564.16 - 15)
    assert cloudfront.plan_or_pay(20000, 126) == pytest.approx(1564.16 + 116 - 1000)


def test_a_release_pays_for_paths_above_the_free_ones() -> None:
    # 300 x 40 = 12,000 paths, 11,000 of them at $0.005
    assert cloudfront.release(300, 40, 5000, 20) == pytest.approx(55)
    assert cloudfront.release(20, 40, 5000, 20) == 0
