"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import ec2


def test_a_fleet_is_the_larger_of_the_peak_and_a_lost_zone() -> None:
    # 24,000 / (900 x 0.6) = 44.4, 45 instances, 15 in each of 3 zones;
    # without a zone 24,000 / 900 = 26.7, 27 over 2 zones, 14 in each: the peak decides
    assert ec2.fleet(24000, 900, 0.6, 3, 4, 512) == 45
    # at a target of 0.9 the lost zone decides: 30 for the peak, 10 in each, but 14 are needed
    assert ec2.fleet(24000, 900, 0.9, 3, 4, 512) == 42
    # two zones: all of the load on one, 27 in each
    assert ec2.fleet(24000, 900, 0.9, 2, 4, 512) == 54


def test_a_scale_out_is_the_sum_of_its_delays() -> None:
    # 3 x 60 + 45 + 150 + 30 = 405
    assert ec2.reaction(60, 3, 45, 150, 30, 10000, 16000, 0.2) == pytest.approx(405)
    # 3 x 10 + 45 + 150 + 30 = 255
    assert ec2.reaction(10, 3, 45, 150, 30, 10000, 16000, 0.2) == pytest.approx(255)


def test_a_small_month_is_on_demand() -> None:
    # 9 x 730 x $0.19568 = $1,285.6176; volumes 9 x 30 x $0.08 = $21.60;
    # 2,000 GB pay $0.01 at each end = $40
    month = ec2.month(6, 9, 0, 0.5, 0, 30, 3000, 2000, 0)
    assert month == pytest.approx(1285.6176 + 21.60 + 40)


def test_a_large_month_pays_for_floor_spot_and_iops_apart() -> None:
    # floor 200 x 730 x 0.19568 x 0.72 = 20,569.8816
    # above 100: On-Demand 20 x 730 x 0.19568 = 2,856.928
    #            Spot 80 x 730 x 0.19568 x 0.5 = 5,713.856
    # volumes 300 x (100 x 0.08 + 1,000 x 0.005) = 300 x 13 = 3,900
    # 400,000 GB x 2 x 0.01 = 8,000; addresses 10 x 730 x 0.005 = 36.50
    month = ec2.month(200, 300, 0.8, 0.5, 0.28, 100, 4000, 400000, 10)
    by_hand = 20569.8816 + 2856.928 + 5713.856 + 3900 + 8000 + 36.50
    assert month == pytest.approx(by_hand)


def test_surplus_credits_are_paid_above_the_baseline_only() -> None:
    # 20 x 730 x $0.0832 = $1,214.72
    assert ec2.burstable(30, 20) == pytest.approx(1214.72)
    # 25 points above on 2 vCPUs: 20 x 730 x 2 x 0.25 x $0.05 = $365
    assert ec2.burstable(55, 20) == pytest.approx(1214.72 + 365)
