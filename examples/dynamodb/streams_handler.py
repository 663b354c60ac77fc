"""Keeps a projection up to date from a table's stream, in order.

Without partial batch responses one bad record makes Lambda repeat the
whole batch. Without the condition a repeated batch first takes the
projection back to an older state. The stream needs the view type
NEW_AND_OLD_IMAGES.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

Item = dict[str, Any]
log = logging.getLogger(__name__)


# --8<-- [start:handler]
def handle(event: Item, apply: Callable[[Item], None]) -> Item:
    """A Lambda handler's answer; `apply` takes one record.

    In the function's own module, so that importing this one is free:

        def handler(event, context):
            return handle(event, lambda record: project(TABLE, record))
    """
    for record in event["Records"]:
        sequence = record["dynamodb"]["SequenceNumber"]
        try:
            apply(record)
        except Exception:
            log.exception("record %s failed", sequence)
            # Stop here: Lambda resumes at this record and sends all
            # that follow again. To go on would apply them too early.
            return {"batchItemFailures": [{"itemIdentifier": sequence}]}
    return {"batchItemFailures": []}


# --8<-- [end:handler]


# --8<-- [start:project]
def project(table: Any, record: Item) -> None:
    decode = TypeDeserializer().deserialize
    change = record["dynamodb"]
    # A REMOVE has no new image. It marks the projection as deleted: an
    # erased one could not refuse an older record that comes again. So
    # an id must not be used again with versions that start anew.
    image = change.get("NewImage") or change["OldImage"]
    source = {name: decode(value) for name, value in image.items()}
    stale = table.meta.client.exceptions.ConditionalCheckFailedException
    with suppress(stale):  # the projection is already further
        table.put_item(
            Item={
                "pk": source["pk"],
                "order_status": source["order_status"],
                "version": source["version"],
                "deleted": record["eventName"] == "REMOVE",
            },
            # Newer, or a delete of the version that is shown. Versions,
            # not sequence numbers: only our own writers order the
            # versions of an item beyond doubt.
            ConditionExpression="attribute_not_exists(pk)"
            " OR version < :version"
            " OR (version = :version AND deleted = :no)",
            ExpressionAttributeValues={
                ":version": source["version"],
                ":no": False,
            },
        )


# --8<-- [end:project]


# --8<-- [start:mapping]
def subscribe(
    lambda_client: Any, function: str, stream: str, queue: str
) -> None:
    lambda_client.create_event_source_mapping(
        FunctionName=function,
        EventSourceArn=stream,
        StartingPosition="TRIM_HORIZON",
        # Without this line Lambda ignores what the handler returns.
        FunctionResponseTypes=["ReportBatchItemFailures"],
        # The default is to retry until the record leaves the stream:
        # one bad record would hold up its shard all that time.
        MaximumRetryAttempts=5,
        BisectBatchOnFunctionError=True,
        DestinationConfig={"OnFailure": {"Destination": queue}},
    )


# --8<-- [end:mapping]
