"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import s3


def test_a_multipart_upload_is_its_parts_and_two_requests_more() -> None:
    # 12 MiB in parts of 8: 2 parts + create + complete = 4 requests; 4,000 x 4 = 16,000 a second,
    # over 3,500 are 5 partitions; 30,000 reads over 5,500 are 6
    assert s3.requests(4000, 12, 8, 30000, 0.3) == 6
    assert s3.requests(4000, 12, 8, 0, 0.3) == 5
    # one PUT each: 4,000 over 3,500
    assert s3.requests(4000, 8, 8, 0, 0.3) == 2


def test_parts_grow_with_the_object_and_never_exceed_ten_thousand() -> None:
    # 2,000 GiB / 10,000 = 204.8 MiB, so 205; 2,048,000 / 205 = 9,990.2
    assert s3.upload(2000, 64, 32, 40) == 9991
    assert s3.upload(1, 64, 32, 40) == 16
    # the largest object: 50,000 GiB in parts of 5 GiB
    assert s3.upload(50000, 64, 32, 40) == 10000


def test_a_month_is_storage_versions_requests_and_traffic() -> None:
    # 500 x 0.023 = 11.50; a tenth again = 1.15; 2,000 x 0.005 = 10; 20,000 x 0.0004 = 8;
    # 200 x 0.09 = 18
    assert s3.month(500, 0.1, 2, 20, 200) == pytest.approx(11.50 + 1.15 + 10 + 8 + 18)


def test_moving_pays_back_only_above_the_billable_size() -> None:
    # 1,000 million x 200 KB = 190,734.86 GB. Standard 4,386.90; IA 2,384.19 + 190.73 retrieved;
    # saved 1,811.98 a month for 10,000 once
    assert s3.move_to_infrequent_access(1000, 200, 0.1) == pytest.approx(5.5188, abs=1e-3)
    # 64 KB is billed as 128: 2 x 0.0125 > 0.023, never
    assert s3.move_to_infrequent_access(1000, 64, 0) == 999


def test_between_the_two_sizes_it_saves_and_takes_long() -> None:
    # 100 KB: (2.3 - 1.6 - 0.1) / 1,048,576 USD a month for an object that cost 0.00001 to move
    months = s3.move_to_infrequent_access(1000, 100, 0.1)
    assert months == pytest.approx(0.00001 / (0.6 / 1_048_576), rel=1e-3)
    # 128 x 0.0125 / 0.022 = 72.7 KB is where it begins
    assert s3.move_to_infrequent_access(1000, 72.6, 0.1) == 999
    assert s3.move_to_infrequent_access(1000, 74, 0.1) < 999


def test_reading_everything_once_a_month_leaves_next_to_nothing() -> None:
    # 0.023 - 0.0125 - 0.01 = 0.0005 a GB, for 976,562.5 GB
    assert s3.move_to_infrequent_access(1000, 1024, 1) == pytest.approx(10000 / 488.28125)
