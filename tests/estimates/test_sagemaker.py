"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import sagemaker


def test_the_fleet_carries_the_peak_without_one_zone() -> None:
    # 400/s x 0.12 s = 48 at once; 8 x 0.7 = 5.6 an instance: 9 instances; over 2 zones 5; x 3
    assert sagemaker.fleet(400, 120, 8, 0.3, 3) == 15
    # one zone of two must carry all nine
    assert sagemaker.fleet(400, 120, 8, 0.3, 2) == 18
    assert sagemaker.fleet(0.1, 100, 8, 0, 2) == 2


def test_a_month_is_instances_by_the_hour_and_training() -> None:
    # 2 x $0.115 + 2 x $1.41 = $3.05 an hour, x 730 = $2,226.50
    # 100 h x $0.736 = $73.60, x (1 - 0.5 x 0.7) = $47.84
    assert sagemaker.month(2, 2, 0.3, 100, 0.5, 0.7, 0, 0) == pytest.approx(2226.50 + 47.84)
    # half of it under a plan that saves 30%: 15% less
    assert sagemaker.month(2, 2, 0.3, 0, 0, 0, 0.5, 0.3) == pytest.approx(2226.50 * 0.85)


def test_idle_time_costs_as_much_as_work() -> None:
    assert sagemaker.month(2, 0, 0, 0, 0, 0, 0, 0) == sagemaker.month(2, 0, 1, 0, 0, 0, 0, 0)


def test_serverless_breaks_even_with_instances() -> None:
    # two ml.m5.large: $167.90 a month; a request: 0.2 s x 4 GB x $0.00002 = $0.000016
    # $167.90 / $0.000016 = 10,493,750 a month, x 12 / 365 = 345,000 a day
    break_even = sagemaker.serverless_against_instances(50000, 0.2, 4, 5, 2)
    assert break_even == pytest.approx(345_000)
    assert sagemaker.serverless_against_instances(1, 0.2, 4, 5, 1) == pytest.approx(172_500)


def test_the_endpoint_grows_by_whole_instances() -> None:
    # 5,000/h x 200 tokens = 278 tokens/s: one would do, two for the zones: 2 x 730 x $1.41
    assert sagemaker.against_bedrock(5000, 1000, 200, 600, 2) == pytest.approx(2058.60)
    # 50,000/h = 2,778 tokens/s over 600: five
    assert sagemaker.against_bedrock(50000, 1000, 200, 600, 2) == pytest.approx(5146.50)


def test_feature_reads_count_calls_for_each_group_unless_batched() -> None:
    assert sagemaker.features(1500, 4, 1.5, 0, 800, 0.02) == 6000
    assert sagemaker.features(1500, 4, 1.5, 1, 800, 0.02) == 0
    assert sagemaker.features(1500, 4, 1.5, 0.5, 800, 0.02) == 3000


def test_a_long_run_loses_to_saving_to_repeating_and_to_restarts() -> None:
    # saving 2 of 62 minutes; 1.5 x 30 of 1,440 minutes done again; 1.5 x 40 of 1,440 waited
    lost = sagemaker.lost_to_faults(32, 21, 1.5, 60, 2, 40)
    assert lost == pytest.approx(100 * (2 / 62 + 45 / 1440 + 60 / 1440))
    # with faults rare and saving free, nothing is left to lose
    assert sagemaker.lost_to_faults(1, 1, 0.01, 1, 0.01, 0.1) == pytest.approx(0.9908, abs=0.001)
