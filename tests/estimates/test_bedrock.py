"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import bedrock


def test_a_chat_needs_what_settles_and_what_is_held() -> None:
    # 10,000 turns/min x (1,000 + 5 x 250) = 22.5 million settled;
    # 166.67 turns/s x 3.3 s = 550 at once x 6,400 held = 3.52 million; / 0.7 headroom
    asked = bedrock.chat_quota(10000, 60, 5000, 1000, 250, 400, 0.8, 100, 0.3)
    assert asked == pytest.approx((22_500_000 + 3_520_000) / 0.7)


def test_an_unset_max_tokens_is_held_for_every_turn_in_flight() -> None:
    # 550 at once x (64,000 - 400) more = 34.98 million
    bounded = bedrock.chat_quota(10000, 60, 5000, 1000, 250, 400, 0.8, 100, 0)
    unset = bedrock.chat_quota(10000, 60, 5000, 1000, 250, 64000, 0.8, 100, 0)
    assert unset - bounded == pytest.approx(34_980_000)


def test_a_month_is_prompt_cache_answer_and_guardrail() -> None:
    # 1,200 turns a day are 36,500 a month: fresh 36.5 million x $1 = $36.50;
    # reads 0.9 x 182.5 million x $0.10 = $16.425; writes 0.1 x 182.5 x $1.25 = $22.8125;
    # answers 9.125 million x $5 = $45.625; 2 units x 36,500 / 1,000 x $0.15 = $10.95
    month = bedrock.chat_month(1200, 5000, 1000, 250, 0.9, 2000)
    assert month == pytest.approx(36.50 + 16.425 + 22.8125 + 45.625 + 10.95)


def test_part_of_a_text_unit_is_a_whole_one() -> None:
    less = bedrock.chat_month(1200, 5000, 1000, 250, 0.9, 1001)
    assert less == pytest.approx(bedrock.chat_month(1200, 5000, 1000, 250, 0.9, 2000))


def test_the_longer_cache_wins_where_the_shorter_expires_between_requests() -> None:
    # every 2 minutes: 0.005 x (1.25 + 29 x 0.10) = $0.02075, below the hour's 0.005 x 4.90
    assert bedrock.cache_break_even(5000, 30) == pytest.approx(0.02075)
    # every 10 minutes: uncached $0.030, written each time $0.0375, the hour 0.005 x 2.50
    assert bedrock.cache_break_even(5000, 6) == pytest.approx(0.0125)
    # once an hour: nothing is read twice, so uncached is cheapest
    assert bedrock.cache_break_even(5000, 1) == pytest.approx(0.005)


def test_a_batch_saves_half() -> None:
    # 3,000 million in at $1 and 200 million out at $5 are $4,000, as a batch $2,000
    assert bedrock.batch_saving(1_000_000, 3000, 200) == pytest.approx(2000)
