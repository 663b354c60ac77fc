"""Sessions that expire on time although DynamoDB deletes them later.

Without the check on read a session lives on for as long as deletion
takes, which may be days. With milliseconds instead of seconds the date
lies tens of thousands of years ahead and nothing is ever deleted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

Item = dict[str, Any]


class SessionExpiredError(Exception):
    """There is no session, or it has expired."""


# --8<-- [start:write]
def enable(client: Any, table: str) -> None:
    client.update_time_to_live(
        TableName=table,
        TimeToLiveSpecification={
            "Enabled": True,
            "AttributeName": "expires_at",
        },
    )


def put_session(
    table: Any, user: str, session: str, now: datetime, life: timedelta
) -> None:
    table.put_item(
        Item={
            "pk": f"USER#{user}",
            "sk": f"SESSION#{session}",
            # A Number of whole seconds. A String is never deleted.
            "expires_at": int((now + life).timestamp()),
        }
    )


# --8<-- [end:write]


# --8<-- [start:read]
def live_sessions(table: Any, user: str, now: datetime) -> list[Item]:
    answer: Item = table.query(
        KeyConditionExpression=Key("pk").eq(f"USER#{user}")
        & Key("sk").begins_with("SESSION#"),
        # Expired items are still stored, still read and still billed.
        FilterExpression=Attr("expires_at").gt(int(now.timestamp())),
    )
    sessions: list[Item] = answer["Items"]
    return sessions


def extend(
    table: Any, user: str, session: str, now: datetime, life: timedelta
) -> None:
    gone = table.meta.client.exceptions.ConditionalCheckFailedException
    try:
        table.update_item(
            Key={"pk": f"USER#{user}", "sk": f"SESSION#{session}"},
            UpdateExpression="SET expires_at = :until",
            # A write must look as well, or it wakes the dead.
            ConditionExpression="expires_at > :now",
            ExpressionAttributeValues={
                ":now": int(now.timestamp()),
                ":until": int((now + life).timestamp()),
            },
        )
    except gone as error:
        raise SessionExpiredError(session) from error


# --8<-- [end:read]


# --8<-- [start:stream]
def deleted_by_expiry(record: Item) -> bool:
    """Whether this record of the stream is an expiry, not a DeleteItem.

    Only in the Region that deleted: a replica of a global table sees an
    ordinary delete.
    """
    by = record.get("userIdentity") or {}
    return (
        record["eventName"] == "REMOVE"
        and by.get("type") == "Service"
        and by.get("principalId") == "dynamodb.amazonaws.com"
    )


# --8<-- [end:stream]
