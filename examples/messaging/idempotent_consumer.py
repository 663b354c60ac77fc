"""Does the work of a message once, however often it is delivered.

Guards two consumers at the same time and a repeat much later. A crash
between the effect and the note still repeats the effect, so the effect
gets the same key and must be refused by whoever carries it out twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LEASE = 300
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
            Item={"pk": key, "done": False, "lease": now + LEASE},
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
    effect(key)
    table.update_item(
        Key={"pk": key},
        UpdateExpression="SET done = :yes, expires = :end",
        ExpressionAttributeValues={":yes": True, ":end": now + KEEP},
    )
    return True


# --8<-- [end:once]
