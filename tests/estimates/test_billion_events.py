"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import billion_events


def test_packing_leaves_bytes_and_halves_the_shards() -> None:
    # 11,574 x 3 = 34,722 events/s; alone 34,722 / 700 = 49.6, so 50 shards
    # 34,722 x 0.5 / 1024 = 16.95 MiB/s / 0.7 = 24.2, so 25; packed 868 / 700, so 2
    assert billion_events.shards(1000, 0.5, 3, 0.3, 40, 2, 12, 14) == 25
    assert billion_events.shards(1000, 0.5, 3, 0.3, 1, 2, 12, 14) == 50


def test_a_third_poller_needs_more_shards_than_the_writes() -> None:
    # 16.95 MiB/s x 3 readers / (2 x 0.7) = 36.3
    assert billion_events.shards(1000, 0.5, 3, 0.3, 40, 3, 12, 14) == 37


def test_provisioned_and_packed_is_shards_and_few_put_units() -> None:
    # 25 x 730 x $0.015 = $273.75; 30,416.67 / 40 = 760.42 million units x $0.014 = $10.65
    bill = billion_events.modes(1000, 0.5, 40, 50, 25, 2)
    assert bill == pytest.approx(273.75 + 10.65, abs=0.01)


def test_a_query_pays_for_its_types_days_and_columns() -> None:
    # 512 GB / 6 = 85.33 GB a day x 7 x 0.1 x 0.15 = 8.96 GB; 30,416.67 queries x 0.00896 TB x $5
    bill = billion_events.files(1000, 0.5, 6, 8, 20, 60, 128, 1000, 7, 0.1, 0.15, 4)
    assert bill == pytest.approx(1362.67, abs=0.01)


def test_a_tiny_query_pays_for_ten_megabytes() -> None:
    # 1,000 x 730 / 24 queries x 0.00001 TB x $5
    bill = billion_events.files(1, 0.1, 10, 1, 1, 60, 128, 1000, 1, 0.1, 0.01, 4)
    assert bill == pytest.approx(1.5208, abs=0.001)


def test_flink_pays_for_the_peak_and_one_more() -> None:
    # 34,722 x 0.2 ms x 1.5 = 10.4, so 11 and one for orchestration: 12 x 730 x $0.11
    assert billion_events.consumers(1000, 3, 0.2, 1.5, 1800, 120, 4000) == pytest.approx(963.60)


def test_the_month_is_the_sum_of_its_hops() -> None:
    # collectors: 34,722 / 4,000 x 1.5 = 13.02, so 14 x 730 x ($0.03238 + 2 x $0.00356) = $403.69;
    #   balancer 730 x $0.0225 = $16.425, 15,573.3 GB x $0.006 = $93.44
    # stream $284.40; a week 25 x 730 x $0.02 = $365; Flink $963.60
    # totals: 20,000 x 3 / 60 = 1,000/s x 2.628 million s x $0.625 = $1,642.50
    # lake: 85.3 x 30.4167 x 13 = 33,729 GB x $0.023 = $775.77
    # raw: 512 GB x 30 / 4 = 3,840 GB x $0.023 = $88.32; 25 x 43,800 puts x $0.005 = $5.475
    # compaction: 85.3 x 30.4167 / 20 x $0.44 = $57.08; queries $1,360
    # traces: 30,416.67 / 40 = 760.42 million x 1% x $5 = $38.02
    expected = (
        (403.69 + 16.425 + 93.44)
        + (284.40 + 365 + 963.60 + 1642.50)
        + (775.77 + 88.32 + 5.475 + 57.08 + 1360 + 38.02)
    )
    bill = billion_events.month(
        1000, 0.5, 3, 40, 4000, 25, 11, 20, 3, 85.3, 13, 20, 30, 4, 1360, 0.01
    )
    assert bill == pytest.approx(expected, abs=0.1)
