"""After an outage: resumes what failed, no faster than is healthy.

A redrive goes on at the step that failed, with the definition that the
execution began with. So a mended definition needs a new execution; a
mended function or database needs a redrive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any


# --8<-- [start:find]
def failed_since(
    stepfunctions_client: Any,
    machine: str,
    since: datetime,
    status: str = "FAILED",
) -> Iterator[str]:
    """Executions that nobody redrove yet, the last to end first.

    Those that ran into their own timeout have the status TIMED_OUT.
    """
    pages = stepfunctions_client.get_paginator("list_executions")
    for page in pages.paginate(
        stateMachineArn=machine,
        statusFilter=status,
    ):
        for execution in page["executions"]:
            # Closed ones are sorted by their end, so the rest is older.
            if execution["stopDate"] < since:
                return
            if not execution.get("redriveCount"):
                yield execution["executionArn"]


# --8<-- [end:find]


# --8<-- [start:redrive]
def redrive(
    stepfunctions_client: Any,
    execution: str,
    errors: set[str],
    pause: Callable[[], None],
) -> bool:
    """Only what failed for one of these errors, if it can be."""
    found = stepfunctions_client.describe_execution(
        executionArn=execution
    )
    # A bad order would fail again, and be billed again.
    if found.get("error") not in errors:
        return False
    # Too old, too long a history, or running again.
    if found["redriveStatus"] != "REDRIVABLE":
        return False
    pause()
    # The same token when this call is repeated: one redrive, not two.
    attempt = f"{execution}#{found['redriveCount']}"
    stepfunctions_client.redrive_execution(
        executionArn=execution,
        clientToken=hashlib.sha256(attempt.encode()).hexdigest(),
    )
    return True


# --8<-- [end:redrive]
