"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import aurora


def test_pools_multiply_and_the_default_limit_follows_memory() -> None:
    # 60 tasks x 20 = 1,200; 16 GiB are 17,179,869,184 bytes, over 9,531,392 that is 1,802
    assert aurora.connections(60, 20, 16, 8000, 5) == 1200


def test_a_month_of_aurora_is_capacity_storage_and_io() -> None:
    # 2 x 4 ACU x 730 h x $0.12 = $700.80; 200 GiB x $0.10 = $20
    # 500 I/O/s are 1,314 million a month x $0.20 = $262.80
    assert aurora.aurora_month(2, 4, 200, 500) == pytest.approx(700.80 + 20 + 262.80)
    assert aurora.aurora_month(1, 0, 10, 0) == pytest.approx(1.00)


def test_a_cache_is_metered_storage_and_commands() -> None:
    # 3 million x 2.1 KB = 6.3 GB x 730 x $0.084 = $386.316
    # (40,000 + 2,000) x 2 ECPU = 84,000/s x 0.4 = 33,600/s, a month 88,300.8 million x $0.0023
    month = aurora.cache(40000, 0.95, 3_000_000, 2, 0.02, 0.4)
    assert month == pytest.approx(386.316 + 88300.8 * 0.0023)


def test_a_tiny_cache_pays_for_the_minimum() -> None:
    # 0.1 GB x 730 x $0.084 = $6.132; 2 commands/s x 2.628 million x $0.0023 / million
    assert aurora.cache(1, 0, 1, 0.1, 0, 1) == pytest.approx(6.132 + 2 * 2.628 * 0.0023)


def test_a_second_region_pays_the_writes_again_and_the_storage_twice() -> None:
    # 100/s x 0.5 DPU = 131.4 million x $8 = $1,051.20; x 0.3 = $315.36; 200 GB x 2 x $0.33 = $132
    month = aurora.dsql_month(100, 0.5, 0.3, 1, 200)
    assert month == pytest.approx(1051.20 + 315.36 + 132)
    assert aurora.dsql_month(100, 0.5, 0.3, 0, 200) == pytest.approx(1051.20 + 66)
