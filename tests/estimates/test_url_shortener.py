"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import url_shortener


def test_misses_alone_reach_the_table() -> None:
    # 100,000 x 0.5 units x 0.1
    assert url_shortener.load(100_000, 0.9, 0.3, 0.4, 4000) == pytest.approx(5000)


def test_five_years_take_less_than_a_hundredth_of_the_codes() -> None:
    # 200 x 86,400 x 365 x 5 = 31,536,000,000 of 62^7 = 3,521,614,606,208
    assert url_shortener.keys(200, 5, 0.4) == pytest.approx(100 * 31_536_000_000 / 62**7)


def test_a_request_price_dwarfs_a_capacity_price() -> None:
    # 40,000 x 2,628,000 s = 105,120 million x $1.00
    assert url_shortener.front_door(40_000, 0.5, 1.2) == pytest.approx(105_120)


def test_the_levers() -> None:
    # 40,000 x 0.15 x 2.628 x $1.00; 40,000 x 0.9 / 2 x 2.628 x $0.125
    # 15,768 x $0.15 - 2,000 x 2.628 x $0.03
    saved = url_shortener.levers(40_000, 0.9, 0.15, 2000, 0.6, 15_768)
    assert saved == pytest.approx(15_768 + 5913 + 2365.2 - 157.68)
