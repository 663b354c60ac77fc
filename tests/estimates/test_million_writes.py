"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import million_writes


def test_the_direct_way_pays_for_every_event_and_for_rows_that_nobody_reads() -> None:
    # 1,000,000 writes/s x 2,628,000 s = 2,628,000 million units x $0.625 = $1,642,500
    # 1,000,000 x 86,400 x 30 items of 0.6 KB = 1,555,200 GB x $0.25 = $388,800
    assert million_writes.direct(1e6, 1.5, 0.5, 0.6, 30) == pytest.approx(1_642_500 + 388_800)


def test_the_collapsed_way_pays_for_bytes_states_and_columns() -> None:
    # 732.4 MiB/s over 0.7 a shard: 1,047 shards x 730 h x $0.015 = $11,464.65
    # 25,000 records/s x 2,628,000 s x 1 unit: 65,700 million x $0.014 = $919.80
    # 33,333.3 + 2,000 writes/s over 0.6 x 730 x $0.00065 = $27,942.78; 8,000,000 KB = 8 GB, $2
    # 1,000,000 x 2,628,000 s x 0.5 KB / 6 x 12 = 2,628,000 GB x $0.023 = $60,444
    bill = million_writes.collapsed(10, 10, 0.5, 1.5, 40, 0.3, 300, 0.002, 0.8, 0.6, 6, 12)
    assert bill == pytest.approx(11_464.65 + 919.80 + 27_942.78 + 2 + 60_444, abs=0.1)


def test_each_lever_saves_against_the_design_without_it() -> None:
    # packing: (2,628,000 - 65,700) million units x $0.014 = $35,872.20
    # interval: (168,666.7 - 35,333.3) / 0.6 x 730 x $0.00065 = $105,444.44
    # class: 2,628,000 x 0.9 x ($0.023 - $0.004) = $44,938.80
    saved = million_writes.levers(1e6, 1047, 0.5, 40, 10, 2000, 300, 0.6, 2_628_000, 0.9)
    assert saved == pytest.approx(35_872.20 + 105_444.44 + 44_938.80, abs=0.1)
