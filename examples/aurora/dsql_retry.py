"""Runs a transaction on Aurora DSQL until it commits.

DSQL takes no locks. Two transactions that changed one row both run to
the end, and the later commit fails with SQLSTATE 40001. Whoever does
not retry shows that to a customer.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")

CONFLICT = "40001"


# --8<-- [start:token]
def password(dsql: Any, endpoint: str, seconds: int = 60) -> str:
    """A token to connect with; it is signed here, no call is made.

    Make one for each connection. It has to live only until the
    connection stands, so a short life costs nothing.
    """
    token: str = dsql.generate_db_connect_auth_token(
        Hostname=endpoint, ExpiresIn=seconds
    )
    return token


# --8<-- [end:token]


# --8<-- [start:run]
def run(
    connection: Any,
    work: Callable[[Any], Result],
    wait: Callable[[float], None],
    random: Callable[[], float],
    attempts: int = 5,
) -> Result:
    """`work` reads and writes; it must not call anything outside,
    because it runs again from its first line."""
    for attempt in range(1, attempts + 1):
        try:
            result = work(connection)
            connection.commit()  # here, not before, DSQL says no
            return result
        except Exception as error:
            # A dead connection cannot roll back. Its error must not
            # hide the first: a commit whose answer was lost may have
            # happened, so it is raised and not run again.
            with suppress(Exception):
                connection.rollback()
            conflict = getattr(error, "sqlstate", None) == CONFLICT
            if not conflict or attempt == attempts:
                raise
        # Full jitter: those who met once must not meet again.
        wait(random() * 0.02 * 2**attempt)
    raise AssertionError("attempts must be at least 1")


# --8<-- [end:run]
