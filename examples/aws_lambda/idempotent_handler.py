"""Does the work of an event once in effect, however often it comes.

A claim with a lease goes into DynamoDB under a condition. Whoever dies
after the claim blocks the others only until the lease ends. The lease
must be longer than the function's timeout. Work that fails gives it
back: its retry comes sooner, and would be turned away by it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

KEEP = 14 * 86_400
"""Seconds: as long as a queue can keep a message, at most."""


class InProgress(Exception):
    """Somebody else has the claim: leave the event in the queue."""


# --8<-- [start:once]
def once(
    table: Any, key: str, now: int, lease: int, work: Callable[[], str]
) -> str:
    """The result of `work` for this key, of now or of before."""
    kept = _claim(table, key, now, lease)
    if kept is not None:
        return kept
    try:
        result = work()
    except Exception:
        _release(table, key, now + lease)
        raise
    table.update_item(
        Key={"pk": key},
        UpdateExpression="SET #result = :result",
        # Our claim may have run out: then another attempt owns the key,
        # and its result is the one that counts.
        ConditionExpression="lease_until = :ours",
        ExpressionAttributeNames={"#result": "result"},
        ExpressionAttributeValues={
            ":result": result,
            ":ours": now + lease,
        },
    )
    return result


# --8<-- [end:once]


# --8<-- [start:claim]
def _claim(table: Any, key: str, now: int, lease: int) -> str | None:
    """None if the work is ours to do, else the result of before."""
    try:
        table.put_item(
            Item={
                "pk": key,
                "lease_until": now + lease,
                "expires": now + KEEP,  # the table's time to live
            },
            ConditionExpression="attribute_not_exists(pk)"
            " OR (attribute_not_exists(#result)"
            " AND lease_until < :now)",
            ExpressionAttributeNames={"#result": "result"},
            ExpressionAttributeValues={":now": now},
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code != "ConditionalCheckFailedException":
            raise
        found = table.get_item(Key={"pk": key}, ConsistentRead=True)
        if "result" not in found.get("Item", {}):
            raise InProgress(key) from error
        return str(found["Item"]["result"])
    return None


def _release(table: Any, key: str, ours: int) -> None:
    """Lets a retry begin at once; the effect may have happened."""
    with suppress(ClientError):  # then the lease has to run out
        table.update_item(
            Key={"pk": key},
            UpdateExpression="SET lease_until = :over",
            ConditionExpression="lease_until = :ours",
            ExpressionAttributeValues={":over": 0, ":ours": ours},
        )


# --8<-- [end:claim]
