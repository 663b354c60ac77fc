"""Order and replay on an EventBridge Custom Event Bus.

The publisher names the group whose order counts; each subscriber
decides whether it wants that order, and from when it wants to read.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any


# --8<-- [start:publish]
def publish(
    eventbridgev2_client: Any, bus: str, order: str, fact: str
) -> bool:
    """Whether the bus took it as new, and not as a repeat."""
    answer = eventbridgev2_client.put_events(
        EventBusArn=bus,
        Entries=[
            {
                "Source": "shop.orders",
                "DetailType": fact,
                "Detail": json.dumps({"order": order}),
                "SystemMetadata": {
                    "EventGroupId": order,
                    "DeduplicationId": f"{order}-{fact}",
                },
            }
        ],
    )
    result = answer["Entries"][0]
    if "ErrorCode" in result:
        raise RuntimeError(f"{result['ErrorCode']} for {order}")
    return bool(result["SuccessCode"] == "PUBLISHED")


# --8<-- [end:publish]


# --8<-- [start:subscribe]
def subscribe(
    eventbridgev2_client: Any,
    bus: str,
    function: str,
    role: str,
    dead: str,
    since: datetime,
) -> None:
    pattern = {"source": ["shop.orders"]}
    eventbridgev2_client.create_subscriber(
        Name="invoicing",
        EventBusArn=bus,
        InvokeConfiguration={"TargetArn": function, "RoleArn": role},
        FilterConfiguration={
            "Filters": [
                {"Pattern": json.dumps(pattern), "Scope": "DATA"}
            ]
        },
        Type="FIFO",
        StartingPosition="POINT_IN_TIME",
        PointInTimeConfiguration={
            "PointType": "TIMESTAMP",
            "StartingPoint": since,
        },
        # The default gives up after minutes and drops the event.
        RetryPolicy={
            "MaxRetryAttempts": 185,
            "MaxEventAgeInSeconds": 86400,
        },
        OnFailureConfiguration={"Arn": dead},
    )


# --8<-- [end:subscribe]
