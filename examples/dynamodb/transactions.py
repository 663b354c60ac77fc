"""Takes stock and records the order in one transaction, safe to repeat.

Without a token that outlives the attempt, a caller that lost the answer
and tries again sells the same goods twice. Without the cancellation
reasons nobody can tell "out of stock" from "try again".
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

Item = dict[str, Any]
# Somebody was in the way: the same request may succeed a moment later.
TRANSIENT = {
    "TransactionConflict",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
}


class OutOfStockError(Exception):
    """Says how many are left of each item that is short."""

    def __init__(self, left: dict[str, int]) -> None:
        super().__init__(f"left: {left}")
        self.left = left


class DuplicateOrderError(Exception):
    """The order id belongs to another request."""


# --8<-- [start:items]
def order_writes(
    table: str, order: str, token: str, basket: dict[str, int]
) -> list[Item]:
    record = {
        "Put": {
            "TableName": table,
            "Item": {
                "pk": f"ORDER#{order}",
                "token": token,
                "basket": basket,
            },
            # DynamoDB forgets a token after a while; the condition
            # does not, so a late repeat cannot sell twice either.
            "ConditionExpression": "attribute_not_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }
    stock = [
        {
            "Update": {
                "TableName": table,
                "Key": {"pk": f"STOCK#{sku}"},
                "UpdateExpression": "SET stock = stock - :n",
                "ConditionExpression": "stock >= :n",
                "ExpressionAttributeValues": {":n": count},
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        }
        for sku, count in basket.items()
    ]
    return [record, *stock]


# --8<-- [end:items]


# --8<-- [start:place]
def place_order(
    client: Any,
    table: str,
    order: str,
    basket: dict[str, int],
    token: str,  # made once, by whoever asked for the order
    attempts: int = 4,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    # Built once: an old token with new content is refused.
    writes = order_writes(table, order, token, basket)
    cancelled = client.exceptions.TransactionCanceledException
    for attempt in range(attempts):
        try:
            # Left out, boto3 would invent a new token for each call.
            client.transact_write_items(
                ClientRequestToken=token, TransactItems=writes
            )
            return
        except cancelled as error:
            if is_done(error, token, list(basket)):
                return
            if attempt + 1 == attempts:
                raise
        # The SDK repeats lost requests, but never a cancelled one.
        sleep(random.uniform(0, 0.05 * 2**attempt))


# --8<-- [end:place]


# --8<-- [start:reasons]
def blocker(reason: Item) -> Item | None:
    """The item that failed its condition: {} if there was none."""
    if reason["Code"] != "ConditionalCheckFailed":
        return None
    decode = TypeDeserializer().deserialize
    found = reason.get("Item", {})
    return {name: decode(value) for name, value in found.items()}


def is_done(error: Any, token: str, skus: list[str]) -> bool:
    """True: done before. False: try again. Raises what is final."""
    # One reason for each write, in the order of the writes; a write
    # that was not to blame has the code "None".
    reasons = error.response["CancellationReasons"]
    record, *stock = [blocker(reason) for reason in reasons]
    if record is not None:
        if record.get("token") == token:
            return True  # an earlier attempt went through after all
        raise DuplicateOrderError from error
    left = {
        sku: int(item.get("stock", 0))
        for sku, item in zip(skus, stock, strict=True)
        if item is not None
    }
    if left:
        raise OutOfStockError(left) from error
    if {reason["Code"] for reason in reasons} - TRANSIENT - {"None"}:
        raise error
    return False


# --8<-- [end:reasons]
