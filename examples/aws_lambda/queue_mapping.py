"""Connects a queue to a function without drowning what lies behind it.

A maximum concurrency holds messages back in the queue, where they wait
for free. Reserved concurrency alone would let Lambda take them and then
throttle itself, until they are in the dead-letter queue.
"""

from __future__ import annotations

import json
from typing import Any

Item = dict[str, Any]

# --8<-- [start:filter]
# A message that matches no filter is deleted, not kept: filter only
# what nobody will ever want.
PAID_ORDERS = {
    "body": {
        "type": ["order"],
        "status": ["PAID"],
        "total": [{"numeric": [">", 0]}],
    }
}
# --8<-- [end:filter]


# --8<-- [start:mapping]
def connect(
    lambda_client: Any, function: str, queue: str, connections: int
) -> None:
    """`connections` is what the database can give this function."""
    lambda_client.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=queue,
        BatchSize=100,
        # Above ten messages a window is required.
        MaximumBatchingWindowInSeconds=2,
        ScalingConfig={"MaximumConcurrency": connections},
        FunctionResponseTypes=["ReportBatchItemFailures"],
        FilterCriteria={
            "Filters": [{"Pattern": json.dumps(PAID_ORDERS)}]
        },
    )


# --8<-- [end:mapping]


# --8<-- [start:provisioned]
def connect_fast(
    lambda_client: Any, function: str, queue: str, concurrency: int
) -> None:
    """For bursts: pollers that are there already.

    It excludes a maximum concurrency, so the ceiling is the number of
    pollers times ten, and cannot be lower than twenty.
    """
    most = concurrency // 10
    if most < 2:
        raise ValueError("two pollers are the least: use connect()")
    lambda_client.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=queue,
        FunctionResponseTypes=["ReportBatchItemFailures"],
        ProvisionedPollerConfig={
            "MinimumPollers": 2,
            "MaximumPollers": most,
        },
    )


# --8<-- [end:provisioned]
