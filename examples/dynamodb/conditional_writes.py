"""Two callers write one item, and neither silently undoes the other.

Without a condition PutItem replaces whatever is there: two sign-ups
both own one name, and of two edits made at the same time the second
erases the first.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

Item = dict[str, Any]


class NameTakenError(Exception):
    """Another request has created the account."""


class ContentionError(Exception):
    """Others changed the account before each of our attempts."""


# --8<-- [start:create]
def item_in_the_way(error: Any) -> Item:
    # ALL_OLD puts the item into the error, so no second read is needed.
    # boto3 resources decode answers, but not errors. A deleted item is
    # missing here.
    decode = TypeDeserializer().deserialize
    item = error.response.get("Item", {})
    return {name: decode(value) for name, value in item.items()}


def create_account(table: Any, name: str, request_id: str) -> Item:
    item = {"pk": name, "created_by": request_id, "version": 1}
    failed = (
        table.meta.client.exceptions.ConditionalCheckFailedException
    )
    try:
        table.put_item(
            Item=item,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except failed as error:
        existing = item_in_the_way(error)
        # A lost answer makes the SDK repeat the write, and the repeat
        # meets our own item: that is a success, not a conflict.
        if existing.get("created_by") != request_id:
            raise NameTakenError(name) from error
        return existing
    return item


# --8<-- [end:create]


# --8<-- [start:update]
def change_account(
    table: Any,
    name: str,
    edit: Callable[[Item], Item],  # may run again: no side effects
    attempts: int = 5,
    sleep: Callable[[float], None] = time.sleep,
) -> Item:
    failed = (
        table.meta.client.exceptions.ConditionalCheckFailedException
    )
    item = table.get_item(Key={"pk": name}, ConsistentRead=True)["Item"]
    for attempt in range(attempts):
        seen, write_id = item["version"], str(uuid.uuid4())
        item = edit(item) | {"version": seen + 1, "write_id": write_id}
        try:
            table.put_item(
                Item=item,
                ConditionExpression="version = :seen",
                ExpressionAttributeValues={":seen": seen},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
            return item
        except failed as error:
            item = item_in_the_way(error)
            if not item:
                raise LookupError(f"{name} was deleted") from error
            if item.get("write_id") == write_id:
                return item  # ours: only the first answer was lost
            # Random, or the same writers would meet again.
            sleep(random.uniform(0, 0.05 * 2**attempt))
    raise ContentionError(f"{name}: {attempts} attempts")


# --8<-- [end:update]
