"""Moves money in one transaction through the RDS Data API, without a
connection.

For a function that runs seldom: nothing to pool, nothing to keep open.
A hot path pays an HTTP round trip for each statement.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any


class Overdrawn(Exception):
    """The account does not hold enough, so nothing was changed."""


# --8<-- [start:transfer]
def transfer(
    rds_data_client: Any,
    where: dict[str, str],
    source: str,
    target: str,
    cents: int,
) -> None:
    """`where` has resourceArn, secretArn and database."""
    transaction = rds_data_client.begin_transaction(**where)
    place = {
        "resourceArn": where["resourceArn"],
        "secretArn": where["secretArn"],
        "transactionId": transaction["transactionId"],
    }
    try:
        if not _add(rds_data_client, place, source, -cents):
            raise Overdrawn(source)
        if not _add(rds_data_client, place, target, cents):
            raise LookupError(target)
        rds_data_client.commit_transaction(**place)
    except Exception:
        # Left alone it would hold its locks until it times out. A
        # rollback that fails too must not hide why.
        with suppress(Exception):
            rds_data_client.rollback_transaction(**place)
        raise


# --8<-- [end:transfer]


# --8<-- [start:add]
def _add(
    rds_data_client: Any,
    place: dict[str, str],
    account: str,
    cents: int,
) -> bool:
    """Whether exactly one account took it."""
    answer = rds_data_client.execute_statement(
        **place,
        sql="UPDATE account SET balance = balance + :cents"
        " WHERE id = :id AND balance + :cents >= 0",
        parameters=[
            {"name": "cents", "value": {"longValue": cents}},
            {"name": "id", "value": {"stringValue": account}},
        ],
    )
    return bool(answer["numberOfRecordsUpdated"] == 1)


# --8<-- [end:add]
