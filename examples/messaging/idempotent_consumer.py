"""Does the work of a message once, however often it is delivered.

Guards two consumers at the same time and a repeat much later. A crash
between the effect and the note still repeats the effect, so the effect
gets the same key and must be refused by whoever carries it out twice.
An effect that failed gives its claim back, or each retry would find it
busy until the message has used up its receives.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

LEASE = 300  # longer than the longest work
KEEP = 15 * 24 * 3600  # longer than a message can wait in a queue


class Busy(Exception):
    """Somebody else is at it: leave the message in the queue."""


# --8<-- [start:once]
def once(
    table: Any, key: str, now: int, effect: Callable[[str], None]
) -> bool:
    """Whether the effect ran here. Either way, delete the message.

    The key names the business fact, such as "refund-4711", not the
    message: a producer's retry has another message id.
    """
    conflict = table.meta.client.exceptions
    try:
        table.put_item(
            Item={
                "pk": key,
                "done": False,
                "lease": now + LEASE,
                "expires": now + KEEP,
            },
            # New, or begun by a consumer that has died.
            ConditionExpression="attribute_not_exists(pk)"
            " OR (done = :no AND lease < :now)",
            ExpressionAttributeValues={":no": False, ":now": now},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except conflict.ConditionalCheckFailedException as refusal:
        if refusal.response["Item"]["done"]["BOOL"]:
            return False
        raise Busy(key) from refusal
    try:
        effect(key)
    except Exception:
        with suppress(ClientError):  # then the lease has to run out
            table.update_item(
                Key={"pk": key},
                UpdateExpression="SET lease = :over",
                ConditionExpression="lease = :ours",
                ExpressionAttributeValues={
                    ":over": 0,
                    ":ours": now + LEASE,
                },
            )
        raise
    table.update_item(
        Key={"pk": key},
        UpdateExpression="SET done = :yes, expires = :end",
        ExpressionAttributeValues={":yes": True, ":end": now + KEEP},
    )
    return True


# --8<-- [end:once]
