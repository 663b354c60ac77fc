"""Carries outbox rows from a table's stream to an event bus.

At least once: a row is passed over only if the bus has it or can never
take it. Each event carries the row's id, which stays the same however
often the row is sent, and the version, since rows keep no order.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

Item = dict[str, Any]
AGAIN = {"ThrottlingException", "InternalFailure"}


# --8<-- [start:publish]
def publish(
    event: Item,
    events_client: Any,
    bus: str,
    park: Callable[[Item, str], None],
) -> Item:
    """A Lambda handler's answer to a batch of stream records."""
    for some in chunks(event["Records"], 10):
        entries = [entry(record, bus) for record in some]
        answer = events_client.put_events(Entries=entries)
        # The call succeeds although entries in it were refused.
        for record, sent, result in zip(
            some, entries, answer["Entries"], strict=True
        ):
            code = result.get("ErrorCode")
            if code in AGAIN:
                # Lambda sends this record and all behind it again.
                # Those of them that the bus took come twice.
                number = record["dynamodb"]["SequenceNumber"]
                return {
                    "batchItemFailures": [{"itemIdentifier": number}]
                }
            if code:
                park(sent, code)  # no repeat would help: tell somebody
    return {"batchItemFailures": []}


# --8<-- [end:publish]


# --8<-- [start:entry]
def entry(record: Item, bus: str) -> Item:
    decode = TypeDeserializer().deserialize
    image = record["dynamodb"]["NewImage"]
    row = {name: decode(value) for name, value in image.items()}
    detail = {
        "id": row["pk"],  # ours: the bus gives a new id to each attempt
        "about": row["about"],
        "version": int(row["version"]),
        "body": json.loads(row["body"]),
    }
    return {
        "EventBusName": bus,
        "Source": row["to"],
        "DetailType": row["kind"],
        "Detail": json.dumps(detail),
    }


# --8<-- [end:entry]


def chunks(records: list[Item], size: int) -> list[list[Item]]:
    return [
        records[start : start + size]
        for start in range(0, len(records), size)
    ]


# --8<-- [start:mapping]
def subscribe(
    lambda_client: Any, function: str, stream: str, bucket: str
) -> None:
    rows_only = {
        # Not the state, and not the deletion of old rows.
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUTBOX#"}]}}},
    }
    lambda_client.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=stream,
        StartingPosition="TRIM_HORIZON",
        BatchSize=100,
        ParallelizationFactor=2,
        FilterCriteria={
            "Filters": [{"Pattern": json.dumps(rows_only)}]
        },
        FunctionResponseTypes=["ReportBatchItemFailures"],
        BisectBatchOnFunctionError=True,
        # No limit by attempts. A bus that is down for an hour would
        # use them up and lose every event of that hour.
        MaximumRetryAttempts=-1,
        # Before the stream forgets, and then with the content: only a
        # bucket gets the records themselves.
        MaximumRecordAgeInSeconds=20 * 3600,
        DestinationConfig={"OnFailure": {"Destination": bucket}},
    )


# --8<-- [end:mapping]
