"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import messaging


def test_a_peak_above_the_fleet_drains_with_what_the_average_leaves() -> None:
    # 20 threads over 2 s: 10 messages/s a consumer, 60 of them 600/s.
    # (1,200 - 600) x 1,800 s = 1,080,000 waiting; 600 - 400 = 200/s to spare: 5,400 s
    assert messaging.consumers(400, 1200, 30, 2, 20, 60) == pytest.approx(90)


def test_a_fleet_for_the_peak_leaves_no_backlog() -> None:
    assert messaging.consumers(400, 1200, 30, 2, 20, 120) == 0


def test_the_hottest_group_is_served_one_at_a_time() -> None:
    # 5,000 x 0.4% = 20 messages/s against 1 / 0.1 s = 10 messages/s
    assert messaging.fifo(5000, 1, 0.1, 0.004) == pytest.approx(200)
    assert messaging.fifo(5000, 10, 0.02, 0.004) == pytest.approx(40)


def test_a_month_of_fan_out_is_publishes_receives_deletes_and_idle_polls() -> None:
    # 20/s are 52.56 million a month: publishes x $0.50 = $26.28
    # x 3 queues x 0.5 = 78.84 million copies, each received and deleted: x 2 x $0.40 = $63.072
    # idle: 3 x 2 x 2,628,000 s / 20 s = 0.7884 million x $0.40 = $0.31536
    month = messaging.fan_out_month(20, 4, 3, 0.5, 1, 2)
    assert month == pytest.approx(26.28 + 63.072 + 0.31536)


def test_full_batches_of_small_messages_cost_a_tenth_to_consume() -> None:
    # 4 KB: ten are 40 KB, one chunk. 78.84 / 10 x 2 x $0.40 = $6.3072
    assert messaging.fan_out_month(20, 4, 3, 0.5, 10, 0) == pytest.approx(26.28 + 6.3072)


def test_a_batch_saves_no_receives_of_large_messages() -> None:
    # 128 KB: two chunks to publish and to receive, batched or not; the delete has no payload
    copies = 52.56 * 3 * 0.5
    expected = 52.56 * 2 * 0.50 + copies * 2 * 0.40 + copies / 10 * 0.40
    assert messaging.fan_out_month(20, 128, 3, 0.5, 10, 0) == pytest.approx(expected)


def test_a_month_of_a_bus_is_events_accounts_archive_and_pipes() -> None:
    # 52.56 million: x $1 = $52.56; to two more accounts $105.12; pipes x $0.40 = $21.024
    # x 4 KB = 210.24 GB: x $0.10 = $21.024; kept 30 days x $0.023 = $4.83552
    month = messaging.bus_month(20, 4, 2, 30, 1)
    assert month == pytest.approx(52.56 + 105.12 + 21.024 + 21.024 + 4.83552)


def test_a_bus_without_extras_is_a_dollar_a_million() -> None:
    assert messaging.bus_month(20, 4, 0, 0, 0) == pytest.approx(52.56)
    assert messaging.bus_month(20, 100, 0, 0, 0) == pytest.approx(105.12)
