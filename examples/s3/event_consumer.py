"""Keeps an index of a bucket's objects from its event notifications.

They come at least once and in any order: without the sequencer a late
"created" brings back what was deleted, and an old size replaces a new
one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import unquote_plus

Item = dict[str, Any]


# --8<-- [start:read]
def changes(event: Item) -> list[Item]:
    """The records of a notification that change an object."""
    if event.get("Event") == "s3:TestEvent":
        return []  # sent once, when the notification was configured
    for record in event["Records"]:
        # The minor version changes; ask for no exact one. An unknown
        # major one goes to the dead-letter queue, not into nothing.
        if not record["eventVersion"].startswith("2."):
            raise ValueError(f"event version {record['eventVersion']}")
    return [
        record
        for record in event["Records"]
        if record["eventName"].startswith(("ObjectCreated:", *REMOVED))
        # A version deleted by its id does not say which one is the
        # current one now. The nightly comparison does.
        and not (
            record["eventName"].endswith(":Delete")
            and record["s3"]["object"].get("versionId")
        )
    ]


# A lifecycle rule's deletes have a name of their own.
REMOVED = ("ObjectRemoved:", "LifecycleExpiration:")


def position(sequencer: str) -> str:
    """Comparable as a string: hexadecimal, of varying length."""
    return sequencer.upper().zfill(32)


# --8<-- [end:read]


# --8<-- [start:project]
def project(table: Any, record: Item) -> None:
    s3 = record["s3"]
    # Keys arrive URL-encoded, a space as a plus.
    key = unquote_plus(s3["object"]["key"])
    stale = table.meta.client.exceptions.ConditionalCheckFailedException
    with suppress(stale):  # a repeat, or older than what is shown
        table.put_item(
            Item={
                "pk": f"{s3['bucket']['name']}/{key}",
                "size": s3["object"].get("size", 0),
                "position": position(s3["object"]["sequencer"]),
                # A deleted object stays as a mark, or a late "created"
                # would find nothing to be older than.
                "deleted": record["eventName"].startswith(REMOVED),
            },
            ConditionExpression="attribute_not_exists(pk)"
            " OR #position < :position",
            ExpressionAttributeNames={"#position": "position"},
            ExpressionAttributeValues={
                ":position": position(s3["object"]["sequencer"])
            },
        )


# --8<-- [end:project]


# --8<-- [start:setting]
def route_to_eventbridge(client: Any, bucket: str) -> None:
    """One setting for the bucket, then each team writes its own rules.

    The call replaces the configuration, so keep what is there.
    """
    current = client.get_bucket_notification_configuration(
        Bucket=bucket
    )
    current.pop("ResponseMetadata", None)
    client.put_bucket_notification_configuration(
        Bucket=bucket,
        NotificationConfiguration={
            **current,
            "EventBridgeConfiguration": {},
        },
    )


# --8<-- [end:setting]
