"""Runs one Athena query to its end, and says what it scanned.

Athena answers at once with an id; the query runs on. Three things are
easy to forget: a token, so that a repeated start is not a second query;
a deadline that also stops the query, since it goes on scanning, and
costing, after its caller has gone; and the reason of a failure.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class QueryFailed(Exception):
    """The query ended without a result."""


@dataclass(frozen=True)
class Finished:
    """Where the result is, what it cost, and whether it was reused."""

    output: str
    scanned_bytes: int
    reused: bool


# --8<-- [start:start]
def start(
    athena_client: Any,
    sql: str,
    values: list[str],
    workgroup: str,
    token: str,
    max_age_minutes: int = 0,
) -> str:
    """Starts the query, or finds the one that this token started."""
    reuse: dict[str, Any] = {"Enabled": max_age_minutes > 0}
    if max_age_minutes:
        reuse["MaxAgeInMinutes"] = max_age_minutes
    request: dict[str, Any] = {
        "QueryString": sql,
        "WorkGroup": workgroup,
        # 32 characters at least. From the work, so that a lost answer
        # is no second query. A failed one stays failed under it.
        "ClientRequestToken": token,
        "ResultReuseConfiguration": {
            "ResultReuseByAgeConfiguration": reuse
        },
    }
    if values:
        # For the question marks in the SQL. Values are never glued in.
        request["ExecutionParameters"] = values
    answer = athena_client.start_query_execution(**request)
    return str(answer["QueryExecutionId"])


# --8<-- [end:start]


# --8<-- [start:wait]
def wait(
    athena_client: Any,
    query: str,
    deadline: float,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Finished:
    pause = 0.2
    while True:
        answer = athena_client.get_query_execution(
            QueryExecutionId=query
        )["QueryExecution"]
        state = answer["Status"]["State"]
        if state == "SUCCEEDED":
            return _finished(answer)
        if state in {"FAILED", "CANCELLED"}:
            # A query over the scan limit comes back here, cancelled.
            reason = answer["Status"].get("StateChangeReason", "")
            raise QueryFailed(f"{state}: {reason}")
        if now() >= deadline:
            athena_client.stop_query_execution(QueryExecutionId=query)
            raise QueryFailed("deadline: stopped")
        sleep(pause)
        # Polling is a quota of the account, shared by all callers.
        pause = min(pause * 2, 5.0)


# --8<-- [end:wait]


def _finished(answer: dict[str, Any]) -> Finished:
    statistics = answer.get("Statistics", {})
    reuse = statistics.get("ResultReuseInformation", {})
    return Finished(
        output=answer["ResultConfiguration"]["OutputLocation"],
        scanned_bytes=statistics.get("DataScannedInBytes", 0),
        reused=reuse.get("ReusedPreviousResult", False),
    )
