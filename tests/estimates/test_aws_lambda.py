"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import aws_lambda


def test_concurrency_is_rate_times_duration() -> None:
    # 12,000 x 0.18 s = 2,160; x 1.3 = 2,808
    assert aws_lambda.concurrency(12000, 180, 0.3, 15) == 2808


def test_concurrency_of_a_fast_function_follows_from_the_rate() -> None:
    # 20,000 x 0.02 s = 400 by duration, but 20,000 / 10 = 2,000 by rate
    assert aws_lambda.concurrency(20000, 20, 0, 15) == 2000


def test_a_backlog_drains_with_what_arrivals_leave() -> None:
    # 100 x 10 / 0.8 s = 1,250 a second; 750 spare; 600,000 / 750 = 800 s
    assert aws_lambda.drain(600000, 500, 10, 800, 100, 30) == pytest.approx(800 / 60)


def test_a_small_month_is_duration_with_init_and_requests() -> None:
    # 10 million x 0.12 s x 0.5 GB = 600,000 GB-s; init 100,000 x 0.6 x 0.5 = 30,000 GB-s
    # 630,000 x 0.0000133334 = 8.400042; requests 2.00
    assert aws_lambda.month(10, 120, 0.5, 0.01, 600) == pytest.approx(10.400042)


def test_a_large_month_gets_the_discounts_of_the_steps() -> None:
    # 20,000 million x 1 s x 1 GB = 20 billion GB-s; 11.25 billion at 10%, 1.25 billion at 20%
    # saved: 1.125 + 0.25 = 1.375 billion; 18.625 billion x 0.0000133334 = 248,334.575; + 4,000
    month = aws_lambda.month(20000, 1000, 1, 0, 0)
    assert month == pytest.approx(252334.575)


def test_provisioned_concurrency_pays_its_standing_and_saves_on_duration() -> None:
    # standing 100 x 2,628,000 s = 262.8 million GB-s: $876.01752
    # a quarter busy saves 65.7 million x 0.0000055556 = $365.00292
    assert aws_lambda.warm(100, 1, 0.25, 2, 300000) == pytest.approx(511.0146)


def test_provisioned_concurrency_breaks_even_at_sixty_per_cent() -> None:
    # 0.0000033334 / 0.0000055556 = 0.6000
    assert aws_lambda.warm(100, 1, 0.59, 1, 0) > 0
    assert aws_lambda.warm(100, 1, 0.61, 1, 0) < 0


def test_managed_instances_pay_instance_fee_and_requests() -> None:
    # 12 x 0.16 x 730 = 1,401.60; fee 15% = 210.24; 1,500 million requests = 300
    assert aws_lambda.managed(1500, 150, 1, 12, 0.16, 0) == pytest.approx(1911.84)
    # a commitment lowers the instance and not the fee
    assert aws_lambda.managed(1500, 150, 1, 12, 0.16, 0.5) == pytest.approx(1911.84 - 700.8)
