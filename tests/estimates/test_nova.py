"""The estimates against sums done by hand from the ledger's prices of November 2026."""

from __future__ import annotations

import pytest

from estimates import nova


def test_the_quota_carries_what_settles_and_what_is_held_meanwhile() -> None:
    # 60 x 1,200 + 3,000 + 2,000 = 77,000 in, + 600 out = 77,600 settled, x 120 = 9,312,000 a minute
    # 120 / 60 x 5 s = 10 in flight, each holding 77,000 + 1,000 = 780,000
    expected = (9312000 + 780000) / 0.7
    actual = nova.prompt_fit(60, 1200, 3000, 2000, 600, 1000, 5, 120, 0.3)
    assert actual == pytest.approx(expected)


def test_a_month_on_nova_2_lite_is_prompt_answer_and_thinking() -> None:
    # 12,000 answers/day are 0.365 million a month
    # 1,000 tokens x $0.33 + 100 x $2.75 = $605 a million answers
    assert nova.month(12000, 1000, 0, 100, 0) == pytest.approx(0.365 * 605)
    # thinking is paid like an answer: + 400 x $2.75
    assert nova.month(12000, 1000, 0, 100, 400) == pytest.approx(0.365 * (605 + 1100))
    # all of the prompt from the cache, at a quarter of the price
    assert nova.month(12000, 1000, 1, 100, 0) == pytest.approx(0.365 * (82.5 + 275))


def test_the_cascade_pays_from_the_share_that_covers_the_cheap_try() -> None:
    # Lite: 2,000 x $0.06 + 150 x $0.24 = $156; check: 600 x $0.035 = $21
    # Nova 2 Lite: 2,000 x $0.33 + 150 x $2.75 = $1,072.50
    expected = 100 * (156 + 21) / 1072.5
    assert nova.cascade(1000000, 2000, 150, 0.8, 600) == pytest.approx(expected)
    assert nova.cascade(1, 2000, 150, 0.1, 600) == pytest.approx(expected)


def test_units_by_the_hour_need_millions_of_requests_a_day() -> None:
    # a unit for half a year: 730 x $30.25 = $22,082.50 a month
    # a million requests: 1,500 x $0.06 + 150 x $0.24 = $126
    expected = 22082.5 / 126 * 1000000 / 365 * 12
    assert nova.custom_model(200000, 1500, 150, 1) == pytest.approx(expected)
    assert nova.custom_model(1, 1500, 150, 2) == pytest.approx(2 * expected)
