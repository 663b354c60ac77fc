"""What keeps a self-managed Iceberg table fast, as a list of SQL.

Compaction is charged by what it scans, so it goes only over the days
that are closed and were written to. VACUUM comes after: what it has
expired, time travel no longer finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

NAME = re.compile(r"[a-z][a-z0-9_]{0,127}")


# --8<-- [start:plan]
def plan(
    database: str, table: str, written: Iterable[date], today: date
) -> list[str]:
    """Statements in the order in which they must run."""
    for name in (database, table):
        if not NAME.fullmatch(name):
            raise ValueError(f"not a plain name: {name!r}")
    # Today still gets files: a rewrite now is work done twice, and an
    # UPDATE that commits beside it can fail.
    closed = sorted({day for day in written if day < today})
    compact = [
        f"OPTIMIZE {database}.{table} REWRITE DATA USING BIN_PACK"
        # Only partition columns are allowed here.
        f" WHERE day = DATE '{day.isoformat()}'"
        for day in closed
    ]
    return [*compact, f"VACUUM {database}.{table}"] if compact else []


# --8<-- [end:plan]


# --8<-- [start:keep]
def keep_history(database: str, table: str, kept: timedelta) -> str:
    """How long snapshots stay. Set it before the first VACUUM."""
    if kept < timedelta(days=1):
        raise ValueError("readers need at least a day of snapshots")
    if not (NAME.fullmatch(database) and NAME.fullmatch(table)):
        raise ValueError("not a plain name")
    return (
        f"ALTER TABLE {database}.{table} SET TBLPROPERTIES ("
        "'vacuum_max_snapshot_age_seconds'="
        f"'{int(kept.total_seconds())}')"
    )


# --8<-- [end:keep]


def carry_out(
    statements: Iterable[str], run: Callable[[str], None]
) -> int:
    """Runs them one by one; the first failure ends it, VACUUM unrun."""
    done = 0
    for statement in statements:
        run(statement)
        done += 1
    return done
