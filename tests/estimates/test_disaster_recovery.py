"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import disaster_recovery


def test_a_chain_is_weaker_than_its_weakest_link() -> None:
    # 0.9 x 0.9 x 0.9 = 0.729; a switch that never works leaves all of it
    down = 8760 * (1 - 0.729)
    assert disaster_recovery.availability(90, 90, 90, 0, 0, 1, 4) == pytest.approx(down)


def test_a_switch_takes_off_what_it_ends_and_no_more() -> None:
    # half of the switches work, each leaves a quarter of its outage: 0.5 + 0.5 x 0.25
    down = 8760 * (1 - 0.729)
    assert disaster_recovery.availability(90, 90, 90, 50, 0, 1, 4) == pytest.approx(down * 0.625)
    # and none of the outages that hit both Regions
    assert disaster_recovery.availability(90, 90, 90, 50, 100, 1, 4) == pytest.approx(down)


def test_a_switch_later_than_the_outage_saves_nothing() -> None:
    down = 8760 * (1 - 0.729)
    assert disaster_recovery.availability(90, 90, 90, 100, 0, 9, 4) == pytest.approx(down)


def test_the_person_is_most_of_the_switch() -> None:
    assert disaster_recovery.switch_time(30, 3, 10, 60) == 90 + 600 + 60
    assert disaster_recovery.switch_time(10, 3, 0, 60) == 90


def test_a_warm_standby_pays_for_data_databases_and_its_share() -> None:
    # 5,000 GB x ($0.05 + $0.08) + 200 x 30 x $0.02 = $770; 3 + 8 servers at $0.17952 for 730 hours
    expected = 5000 * 0.13 + 120 + 11 * 0.17952 * 730
    assert disaster_recovery.recovery() == pytest.approx(expected)
    # a share of nothing is the pilot light, of everything active-active
    pilot = 5000 * 0.13 + 120 + 3 * 0.17952 * 730
    assert disaster_recovery.recovery(warm_share=0) == pytest.approx(pilot)
    assert disaster_recovery.recovery(warm_share=1) == pytest.approx(pilot + 40 * 0.17952 * 730)
