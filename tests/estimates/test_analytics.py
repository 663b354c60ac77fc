"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import analytics


def test_a_month_of_the_lake_is_scans_and_conversion() -> None:
    # 500 / 6 = 83.33 GB a day; x 7 x 0.15 = 87.5 GB a query; 60,000 queries are 5,250 TB: $26,250
    # 20 DPUs x 1 h x 30 x $0.44 = $264
    assert analytics.lake_month(500, 6, 2000, 7, 0.15, 20, 60) == pytest.approx(26250 + 264)


def test_a_tiny_query_is_charged_for_ten_megabytes() -> None:
    # 0.1 GB / 10 x 0.04 days x 0.01 is far below 0.01 GB; 300 queries x 0.01 GB = 0.003 TB
    # $0.015, and 2 DPUs for half an hour in the month: $0.44
    month = analytics.lake_month(0.1, 10, 10, 0.04, 0.01, 2, 1)
    assert month == pytest.approx(0.015 + 2 / 60 * 30 * 0.44)


def test_small_files_use_up_the_request_rate() -> None:
    # 200,000 files x 4 reads / 5,500 a second
    assert analytics.small_files(400, 2, 4, 2000) == pytest.approx(145.4545, abs=1e-3)
    assert analytics.small_files(400, 400, 4, 2000) == pytest.approx(4000 / 5500)


def test_nodes_take_the_scarcer_of_disks_and_shards() -> None:
    # 5,600 GB x 2 x 1.45 = 16,240 GB: 9 nodes of 2,000 GB; 124 primaries, 248 shards, 800 a node
    assert analytics.search_nodes(400, 14, 1, 2000, 64, 3) == 9
    # 4 GiB nodes: 2 GiB heap, 50 shards a node: 5 nodes for shards, and 1 for a large disk
    assert analytics.search_nodes(400, 14, 1, 36000, 4, 3) == 5
    # never fewer than a node in each of three zones
    assert analytics.search_nodes(1, 1, 1, 2000, 64, 1) == 3


def test_nextgen_is_paid_while_busy() -> None:
    # 6 OCUs x 6 h / 24 x 730 x $0.24 = $262.80, and 200 GB x $0.024 = $4.80
    assert analytics.search_month(3, 0.4, 600, 6, 6, 200) == pytest.approx(262.80 + 4.80)
    assert analytics.search_month(3, 0.4, 600, 6, 0, 200) == pytest.approx(4.80)
