"""The estimates against sums done by hand from the ledger's numbers of November 2026."""

from __future__ import annotations

import pytest

from estimates import saga_outbox


def test_a_month_of_a_million_orders_without_undos() -> None:
    # 1 million orders: 4 steps, 8 messages, 9 transactions of 2 x (1 + 2 + 1) = 8 units each
    orders = 1_000_000 / (730 * 3600)
    writes = 9 * 8 * 0.625
    rows = orders * 15 * 86400 * 9 * 1.1 / 1_000_000 * 0.25
    queues = 8 * 1.2 * 0.40
    functions = 1.6 * 0.20 + 16 * 0.04 * 0.25 * 1_000_000 * 0.0000133334
    assert saga_outbox.month(orders, 4, 0, 1.5, 0.8, 15, 0.25, 40) == pytest.approx(
        writes + rows + 8 * 1.00 + queues + functions
    )


def test_undos_add_commands() -> None:
    assert saga_outbox.month(undone=0.5) > saga_outbox.month(undone=0)


def test_where_a_coordinator_of_ones_own_pays() -> None:
    # own: 5 x 8 x 0.625 + 8 x 1.00 = 33; workflow: 7 x 25 = 175 for a million orders
    million = 3000 / (175 - 33)
    assert saga_outbox.coordinator(50, 4, 0, 3, 8, 15000, 0.2) == pytest.approx(
        million * 1_000_000 / 730 / 3600
    )


def test_a_backlog_drains_with_what_is_spare() -> None:
    # 8 x 2 x 100 / 0.5 s = 3200 rows/s, 2780 to spare; 420 x 3 h = 4,536,000 rows
    assert saga_outbox.drain(420, 8, 2, 100, 500, 3) == pytest.approx(4_536_000 / 2780 / 60)
    assert saga_outbox.drain(outage_hours=0) == 0
