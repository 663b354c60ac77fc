"""Consumes a stream with Lambda: bad records, and windows.

With the defaults one bad record is tried until it expires, and its
shard waits. These mappings give up, say where, and go on.
"""

from __future__ import annotations

import json
import logging
from base64 import b64decode
from collections.abc import Callable
from typing import Any

Event = dict[str, Any]
log = logging.getLogger(__name__)


# --8<-- [start:mapping]
def subscribe(
    lambda_client: Any, function: str, source: str, failures: str
) -> None:
    """`source` is a stream, or a fan-out consumer for its own rate."""
    lambda_client.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=source,
        StartingPosition="TRIM_HORIZON",
        BatchSize=500,
        # Several batches of one shard at once, never two of one key.
        ParallelizationFactor=4,
        FunctionResponseTypes=["ReportBatchItemFailures"],
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=4,
        MaximumRecordAgeInSeconds=3600,
        # Gets the position of the batch. Read the record from the
        # stream before its retention ends.
        DestinationConfig={"OnFailure": {"Destination": failures}},
    )


# --8<-- [end:mapping]


# --8<-- [start:handler]
def handle(event: Event, apply: Callable[[Any], None]) -> Event:
    """Stops at the first failure, so that nothing overtakes it."""
    for record in event["Records"]:
        sequence = record["kinesis"]["sequenceNumber"]
        try:
            apply(json.loads(b64decode(record["kinesis"]["data"])))
        except Exception:
            log.exception("record %s failed", sequence)
            return {"batchItemFailures": [{"itemIdentifier": sequence}]}
    return {"batchItemFailures": []}


# --8<-- [end:handler]


# --8<-- [start:window]
def subscribe_window(
    lambda_client: Any, function: str, stream: str
) -> None:
    lambda_client.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=stream,
        StartingPosition="LATEST",
        TumblingWindowInSeconds=60,
    )


def count(event: Event, emit: Callable[[Event, Event], None]) -> Event:
    """Counts by page. Lambda carries the state from call to call.

    Each shard has windows of its own: what is emitted are parts, and
    whoever reads them adds them up. A call may be retried, so `emit`
    must bear a repeat.
    """
    state: Event = dict(event.get("state") or {})
    for record in event["Records"]:
        view = json.loads(b64decode(record["kinesis"]["data"]))
        state[view["page"]] = state.get(view["page"], 0) + 1
    # Too much state ends a window early, and what follows starts anew.
    early = event["isWindowTerminatedEarly"]
    if event["isFinalInvokeForWindow"] or early:
        emit(event["window"], state)
        return {"state": {}}
    return {"state": state}


# --8<-- [end:window]
