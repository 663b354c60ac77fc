"""Counts and balances that survive writes in two Regions at a time.

A global table with eventual consistency settles a conflict by letting
the last write to the item win, as a whole. Both Regions answered 200,
each checked its condition against its own copy, and one of the two
writes is gone with no error and no log.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Key


# --8<-- [start:lost]
def count_in_one_item(table: Any, counter: str) -> None:
    # ADD is atomic in one Region. What travels to the other Regions is
    # its result, not "plus one", so concurrent additions overwrite
    # each other.
    table.update_item(
        Key={"pk": counter, "sk": "TOTAL"},
        UpdateExpression="ADD hits :one",
        ExpressionAttributeValues={":one": 1},
    )


# --8<-- [end:lost]


# --8<-- [start:by_region]
def count_by_region(table: Any, counter: str, region: str) -> None:
    # One item for each Region, written in that Region only: there is
    # nobody to conflict with. An attribute for each Region in one item
    # would not do, since the whole item wins or loses.
    table.update_item(
        Key={"pk": counter, "sk": f"REGION#{region}"},
        UpdateExpression="ADD hits :one",
        ExpressionAttributeValues={":one": 1},
    )


def hits(table: Any, counter: str) -> int:
    # A read adds up; it lags behind the other Regions, but loses none.
    answer = table.query(
        KeyConditionExpression=Key("pk").eq(counter)
        & Key("sk").begins_with("REGION#")
    )
    return sum(int(item["hits"]) for item in answer["Items"])


# --8<-- [end:by_region]


# --8<-- [start:home]
class OverdrawnError(Exception):
    """The balance does not cover the amount."""


def spend(
    tables: Mapping[str, Any], account: str, amount: Decimal
) -> None:
    # The key names the home Region, so finding it costs no read.
    home, _, _ = account.partition("#")
    # A condition holds only against the copy that it is checked on. All
    # who write the item must ask the same copy, near or far: callers
    # elsewhere pay the way there, and wait while the home is down.
    table = tables[home]
    refused = (
        table.meta.client.exceptions.ConditionalCheckFailedException
    )
    try:
        table.update_item(
            Key={"pk": account, "sk": "BALANCE"},
            UpdateExpression="SET balance = balance - :amount",
            ConditionExpression="balance >= :amount",
            ExpressionAttributeValues={":amount": amount},
        )
    except refused as error:
        raise OverdrawnError(account) from error


# --8<-- [end:home]
