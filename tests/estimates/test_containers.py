"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import containers


def test_a_service_carries_its_peak_without_one_zone() -> None:
    # 4,000 / 120 = 33.3, so 34 tasks; two zones must carry them: 17 each, so 51 in three zones
    assert containers.service(4000, 120, 3, 1) == 51
    # in two zones each carries all of it
    assert containers.service(4000, 120, 2, 1) == 68


def test_a_month_of_fargate_is_cpu_memory_and_disk() -> None:
    # 60 tasks x 730 h = 43,800 h: x $0.04048 = $1,773.024; x 2 GB x $0.004445 = $389.382
    assert containers.fargate_month(60, 1, 2, 20, 0, 0.35) == pytest.approx(2162.406)
    # 30 GB more than is included: 43,800 x 30 x $0.000111 = $145.854
    assert containers.fargate_month(60, 1, 2, 50, 0, 0.35) == pytest.approx(2308.26)
    # half of it at 35% of the price: 0.675 of $2,162.406
    assert containers.fargate_month(60, 1, 2, 20, 0.5, 0.35) == pytest.approx(1459.62405)


def test_instances_win_only_when_well_packed() -> None:
    # four tasks of 1 vCPU and 2 GB: 4 x (0.04048 + 0.00889) = $0.19748 on Fargate, c7i $0.1785
    full = containers.fargate_against_instances(400, 1, 2, 0.7, 0, 0)
    assert full == pytest.approx(100 * 0.1785 / 0.19748)
    # with a fee of 12% more than all of the room must be used
    assert containers.fargate_against_instances(400, 1, 2, 0.7, 0, 0.12) > 100
    # 1 vCPU and 4 GB takes an m7i: 4 x (0.04048 + 0.01778) = $0.23304 against $0.2016
    wide = containers.fargate_against_instances(400, 1, 4, 0.7, 0, 0)
    assert wide == pytest.approx(100 * 0.2016 / 0.23304)
    # a task of 3 vCPU leaves a quarter of every instance empty
    odd = containers.fargate_against_instances(400, 3, 6, 0.7, 0, 0)
    assert odd == pytest.approx(100 * 0.1785 / (3 * 0.04048 + 6 * 0.004445))
    # a commitment of 40% off moves the break-even by as much
    assert containers.fargate_against_instances(400, 1, 2, 0.7, 0.4, 0) == pytest.approx(full * 0.6)


def test_lambda_is_cheaper_below_the_price_of_the_smallest_service() -> None:
    # a million requests: $0.20 + 100,000 GB-s x $0.0000166667 = $1.86667
    # a task: 730 x (0.02024 + 0.004445) = $18.02005, three of them $54.06015
    # so 28.96 million a month, over 2.628 million seconds
    break_even = containers.lambda_against_fargate(20, 100, 1, 60, 3, 0.5, 1)
    assert break_even == pytest.approx(54.06015 / (2.628 * 1.86667), rel=1e-5)
