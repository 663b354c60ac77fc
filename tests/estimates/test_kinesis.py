"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import kinesis


def test_shards_take_the_scarcest_limit_at_the_peak() -> None:
    # 86.4 million a day are 1,000/s; x 3 = 3,000/s over 1,000 x 0.5 = 6 for records;
    # 3,000 KiB = 2.93 MiB over 0.5 = 6 for bytes; x 1 reader over 2 x 0.5 = 3
    assert kinesis.shards(86_400_000, 1, 3, 0.5, 1, 2) == 6
    # at 4 KiB: 11.72 MiB/s over 0.5 = 24 for bytes
    assert kinesis.shards(86_400_000, 4, 3, 0.5, 1, 2) == 24
    # five pollers: 11.72 x 5 over 1 = 59; as fan-out consumers they cost no shard
    assert kinesis.shards(86_400_000, 4, 3, 0.5, 5, 0) == 59
    assert kinesis.shards(86_400_000, 4, 3, 0.5, 0, 5) == 24


def test_small_records_meet_the_record_limit_first() -> None:
    # 1,000/s of 0.1 KiB: 1 shard for records at no headroom, a tenth of one for bytes
    assert kinesis.shards(86_400_000, 0.1, 1, 0, 1, 0) == 1
    assert kinesis.shards(864_000_000, 0.1, 1, 0, 1, 0) == 10


def test_twelve_shards_for_a_billion_a_day_throttle_just_above_the_average() -> None:
    # 11,574.07/s over 12,000 is 96.45%; the limit is at 1.0368 times the average
    assert kinesis.utilisation(12, 1_000_000_000, 1, 3) == pytest.approx(1.0368)
    # 2 KiB: 22.6 MiB/s over 12 is 188%
    assert kinesis.utilisation(12, 1_000_000_000, 2, 3) == pytest.approx(0.5308416)


def test_catching_up_is_bounded_by_the_shards_or_by_the_code() -> None:
    # 6 h x 10 = 60 h-MiB; code 30 - 10 = 20 gained: 3 h
    assert kinesis.catch_up(10, 50, 2, 6, 30) == pytest.approx(3)
    # 12 shards x 2 / 2 readers = 12, 2 gained: 30 h
    assert kinesis.catch_up(10, 12, 2, 6, 30) == pytest.approx(30)


def test_a_small_month_is_cheapest_on_one_shard() -> None:
    # 1 shard x 730 x $0.015 = $10.95; 131.4 million puts x $0.014 = $1.8396
    assert kinesis.month(50, 1, 4, 0.3, 1) == pytest.approx(10.95 + 1.8396)


def test_a_month_with_a_sharp_peak_is_cheapest_on_demand() -> None:
    # peak 100 x 10 = 1,000/s needs 2 shards at 50% headroom: $21.90 + 262.8 x $0.014 = $25.58;
    # 100 times the average needs 20: $219 + $3.68; 250.63 GB on demand: $20.05 + $10.03 + $29.20
    assert kinesis.month(100, 1, 10, 0.5, 1) == pytest.approx(21.90 + 3.6792)
    written = 100 * 2_628_000 / 1_048_576
    assert kinesis.month(100, 1, 100, 0.5, 1) == pytest.approx(written * 0.12 + 29.20)


def test_the_commitment_is_a_floor_under_the_advantage_bill() -> None:
    # 102,400/s of 1 KiB are 100 MiB/s, 256,640.625 GB; a peak of 60 times needs 12,288 shards at
    # 50%: $134,553 and more; Standard $30,826 and more; Advantage $0.048 a GB
    assert kinesis.month(102_400, 1, 60, 0.5, 1) == pytest.approx(256_640.625 * 0.048)


def test_fan_out_pays_for_every_shard_and_every_gigabyte() -> None:
    # 10 x 2 x 730 x $0.015 = $219; 1 MiB/s is 2,566.40625 GB x 2 x $0.013
    expected = 219 + 2_566.40625 * 2 * 0.013
    assert kinesis.fan_out_month(1, 10, 2) == pytest.approx(expected)
