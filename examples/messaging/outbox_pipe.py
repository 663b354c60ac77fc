"""Publishes from a table's stream, so that no event is lost between
the write and the send.

A service that writes its row and then calls PutEvents loses the event
if it dies in between. Here the row is the outbox and a pipe carries it
to the bus, at least once, if it runs again before the stream forgets.
"""

from __future__ import annotations

import json
from typing import Any


# --8<-- [start:pipe]
def connect(
    pipes_client: Any, stream: str, bus: str, role: str, dead: str
) -> None:
    # Only new outbox rows: what the filter drops is not billed.
    pattern = {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUTBOX#"}]}}},
    }
    pipes_client.create_pipe(
        Name="orders-outbox",
        RoleArn=role,
        Source=stream,
        SourceParameters={
            "FilterCriteria": {
                "Filters": [{"Pattern": json.dumps(pattern)}]
            },
            "DynamoDBStreamParameters": {
                "StartingPosition": "TRIM_HORIZON",
                # Else one bad row blocks its shard until it expires.
                "MaximumRetryAttempts": 5,
                "OnPartialBatchItemFailure": "AUTOMATIC_BISECT",
                "DeadLetterConfig": {"Arn": dead},
            },
        },
        Target=bus,
        TargetParameters={
            "EventBridgeEventBusParameters": {
                "Source": "shop.orders",
                "DetailType": "OrderPlaced",
            },
            "InputTemplate": '{"order": <$.dynamodb.NewImage.order.S>}',
        },
    )


# --8<-- [end:pipe]
