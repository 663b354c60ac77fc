"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import s3_vectors


def test_a_load_takes_what_the_rate_of_its_indexes_allows() -> None:
    # 9 million vectors at 2,500 a second: 3,600 s, one hour; over four indexes a quarter
    assert s3_vectors.load(9, 1024, 0.2, 1, 12, 1) == pytest.approx(1.0)
    assert s3_vectors.load(9, 1024, 0.2, 1, 12, 4) == pytest.approx(0.25)
    # the full index of two billion: 800,000 s
    assert s3_vectors.load(2000) == pytest.approx(222.22, abs=0.01)


def test_a_small_index_pays_the_first_tier_only() -> None:
    # 0.1 million vectors of 4 + 0 KB: 409,600,000 bytes, 0.38147 GB
    # storage 0.022888, writes 0.1 x 0.38147 x 0.20 = 0.0076294
    # 1/2.628 searches a second are a million a month: 2.50
    # scan: 100,000 x 4 KB = 0.00037253 TB x 0.004 x 1,000,000 = 1.490116
    month = s3_vectors.month(0.1, 1, 1, 1 / 2.628, 1024, 0, 0, 0.1)
    assert month == pytest.approx(0.022888 + 0.0076294 + 2.50 + 1.490116, abs=1e-4)


def test_a_large_index_pays_three_tiers() -> None:
    # 20 million vectors of 4 KB, nothing else; a million searches; 4 KB are 3.7252903e-9 TB
    # 100,000 x 0.004 + 9,900,000 x 0.002 + 10,000,000 x 0.0004 = 400 + 19,800 + 4,000 = 24,200
    # 24,200 x 3.7252903e-9 x 1,000,000 = 90.152; stored 76.2939 GB x 0.06 = 4.5776
    month = s3_vectors.month(20, 1, 1, 1 / 2.628, 1024, 0, 0, 0)
    assert month == pytest.approx(90.152 + 4.5776 + 2.50, abs=1e-2)


def test_text_is_stored_but_not_scanned() -> None:
    without = s3_vectors.month(20, 1, 1, 1 / 2.628, 1024, 0, 0, 0)
    # 20 million KB are 19.0735 GB
    assert s3_vectors.month(20, 1, 1, 1 / 2.628, 1024, 0, 1, 0) - without == pytest.approx(
        19.0735 * 0.06, abs=1e-3
    )


def test_tenants_apart_are_cheap_and_shards_asked_together_dear() -> None:
    together = s3_vectors.month(100, 1, 1, 20)
    apart = s3_vectors.month(100, 1000, 1, 20)
    shards = s3_vectors.month(100, 10, 10, 20)
    assert apart < together / 30
    assert shards > 3 * together


def test_a_new_model_is_paid_for_in_tokens_writes_and_a_second_index() -> None:
    # 300 million tokens x 0.02 = 6.00; 1 million x (4 + 0) KB = 3.8147 GB
    # writes 0.76294; 15 of 30 days x 0.06 = 0.11444
    bill = s3_vectors.reembedding(1, 300, 1000, 1024, 0, 15)
    assert bill == pytest.approx(6.00 + 0.76294 + 0.11444, abs=1e-4)
