from __future__ import annotations

from datetime import date, timedelta

import pytest

from examples.analytics import iceberg_maintenance

TODAY = date(2026, 11, 25)
YESTERDAY = date(2026, 11, 24)
BEFORE = date(2026, 11, 23)


def test_compacts_closed_days_once_and_vacuums_last() -> None:
    statements = iceberg_maintenance.plan(
        "lake", "events", [YESTERDAY, TODAY, BEFORE, YESTERDAY], TODAY
    )
    rewrite = "OPTIMIZE lake.events REWRITE DATA USING BIN_PACK WHERE day = DATE "
    assert statements == [
        f"{rewrite}'2026-11-23'",
        f"{rewrite}'2026-11-24'",
        "VACUUM lake.events",
    ]


def test_an_open_day_alone_is_left_in_peace() -> None:
    assert iceberg_maintenance.plan("lake", "events", [TODAY], TODAY) == []


@pytest.mark.parametrize("name", ["events; DROP TABLE x", "Events", "", "a.b", "a" * 129])
def test_a_name_that_is_more_than_a_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        iceberg_maintenance.plan("lake", name, [YESTERDAY], TODAY)
    with pytest.raises(ValueError, match="plain name"):
        iceberg_maintenance.keep_history(name, "events", timedelta(days=5))


def test_history_is_kept_in_seconds() -> None:
    statement = iceberg_maintenance.keep_history("lake", "events", timedelta(days=3))
    assert "'vacuum_max_snapshot_age_seconds'='259200'" in statement
    with pytest.raises(ValueError, match="at least a day"):
        iceberg_maintenance.keep_history("lake", "events", timedelta(hours=1))


def test_a_failed_rewrite_stops_before_the_vacuum() -> None:
    ran: list[str] = []

    def run(statement: str) -> None:
        if "2026-11-24" in statement:
            raise RuntimeError("commit conflict")
        ran.append(statement)

    statements = iceberg_maintenance.plan("lake", "events", [BEFORE, YESTERDAY], TODAY)
    with pytest.raises(RuntimeError, match="commit conflict"):
        iceberg_maintenance.carry_out(statements, run)
    assert len(ran) == 1
    assert not any(statement.startswith("VACUUM") for statement in ran)
