"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import dynamodb


def test_capacity_counts_units_and_takes_the_scarcest_partition_limit() -> None:
    # 2.5 KB: 3 write units, 1 read unit; 6,000 x 3 = 18,000 write units, 18 partitions;
    # 30,000 x (0.2 + 0.4) = 18,000 read units, 6 partitions; 500 GB, 50 partitions
    assert dynamodb.capacity(6000, 30000, 2.5, 0.2, 500) == 50
    assert dynamodb.capacity(6000, 30000, 2.5, 0.2, 10) == 18


def test_shards_leave_headroom_in_each_partition() -> None:
    # 12,000 write units over 600 a shard
    assert dynamodb.shards(12000, 0.9, 0.4, 50, 4) == 20
    assert dynamodb.shards(12000, 1.1, 0.4, 50, 4) == 40


def test_a_month_on_demand_is_requests_storage_and_backup() -> None:
    # 20 writes/s are 52.56 million a month: x 2 units x $0.625 = $65.70
    # 100 reads/s are 262.8 million: x 0.6 units x $0.125 = $19.71
    # 20 GB x ($0.25 + $0.20) = $9.00
    month = dynamodb.on_demand_month(20, 100, 1, 0.2, 1, 0.5, 20)
    assert month == pytest.approx(65.70 + 19.71 + 9.00)


def test_break_even_does_not_depend_on_the_load() -> None:
    # a fully used WCU writes 3,600 units an hour for $0.00065; on demand that is $0.00225
    assert dynamodb.provisioned_against_on_demand(10000, 0.5) == pytest.approx(28.888888)
    assert dynamodb.provisioned_against_on_demand(1, 1) == pytest.approx(28.888888)
