"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import black_friday_cart as cart


def test_the_busiest_second_is_lines_and_checkouts() -> None:
    # 3,000,000 x 4 / 3,600 x 3 = 10,000 changes of one unit
    # 3,000,000 x 0.06 / 3,600 x 3 = 150 orders x 7 items x 2 units = 2,100
    assert cart.load(3_000_000, 4, 9, 3, 0.6, 5, 0.06) == pytest.approx(12_100)


def test_one_item_in_the_cart_is_four_partitions() -> None:
    # 10,000 x 0.4 = 4,000 units on a key that takes 1,000
    assert cart.one_item(10_000, 0.4, 150, 0.5, 0.4) == pytest.approx(400)


def test_the_month_with_the_event_is_its_usual_days_and_three_others() -> None:
    # (600 x $0.625 + 700 x $0.125) / 1,000,000 = $0.0004625 a second
    # 2,368,800 s x that + 259,200 s x 8 x that + 120 GB x $0.45
    usual = 0.0004625
    month = cart.day(600, 700, 8, 12_100, 11_250, 0.5, 120)
    assert month == pytest.approx(usual * 2_368_800 + usual * 8 * 259_200 + 54)


def test_the_levers() -> None:
    # 500 x 0.9 x 2.628 x $0.625 + 900 x 0.5 x 2.628 x $0.125 + 84 GB x $0.45
    assert cart.levers(500, 1, 0.7, 120, 900) == pytest.approx(739.125 + 147.825 + 37.8)
