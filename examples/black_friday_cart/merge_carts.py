"""Joins the cart of a visitor with the cart of the account, once.

Signing in happens twice: two tabs, a retry, a second phone. The head of
the visitor's cart is the ticket: whoever deletes it has merged, all
others find nothing to do.
"""

from __future__ import annotations

from typing import Any

from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

MOST_LINES = 49  # two writes a line, two heads, a hundred actions


# --8<-- [start:lines]
def lines(table: Any, cart: str) -> dict[str, int]:
    """Product and quantity of every line, as last written."""
    found = table.query(
        KeyConditionExpression=Key("cart").eq(cart)
        & Key("line").begins_with("LINE#"),
        ConsistentRead=True,
    )
    return {
        each["line"].removeprefix("LINE#"): int(each["quantity"])
        for each in found["Items"]
    }


# --8<-- [end:lines]


# --8<-- [start:join]
def join(
    ours: dict[str, int], theirs: dict[str, int]
) -> dict[str, int]:
    """The larger quantity of each: nothing is lost, nothing doubled."""
    return {
        product: max(ours.get(product, 0), theirs.get(product, 0))
        for product in {*ours, *theirs}
    }


# --8<-- [end:join]


# --8<-- [start:merge]
def merge(table: Any, visitor: str, account: str) -> bool:
    """Whether this call merged. False: it was done before."""
    theirs = lines(table, visitor)
    if len(theirs) > MOST_LINES:
        raise ValueError("too many lines for one transaction")
    joined = join(lines(table, account), theirs)
    actions = [_delete(table.name, visitor, "HEAD", once=True)]
    for product in sorted(theirs):
        line = f"LINE#{product}"
        actions.append(_delete(table.name, visitor, line))
        actions.append(_put(table.name, account, line, joined[product]))
    client = table.meta.client
    try:
        client.transact_write_items(TransactItems=actions)
    except client.exceptions.TransactionCanceledException as error:
        if _refused(error, action=0):
            return False
        raise
    return True


# --8<-- [end:merge]


# --8<-- [start:refused]
def _refused(error: ClientError, action: int) -> bool:
    """Whether that action's own condition ended the transaction."""
    reasons: list[Any] = error.response["CancellationReasons"]
    return bool(reasons[action]["Code"] == "ConditionalCheckFailed")


# --8<-- [end:refused]


def _delete(
    table: str, cart: str, line: str, *, once: bool = False
) -> dict[str, Any]:
    delete: dict[str, Any] = {
        "TableName": table,
        "Key": {"cart": cart, "line": line},
    }
    if once:
        delete["ConditionExpression"] = "attribute_exists(cart)"
    return {"Delete": delete}


def _put(
    table: str, cart: str, line: str, quantity: int
) -> dict[str, Any]:
    item = {"cart": cart, "line": line, "quantity": quantity}
    return {"Put": {"TableName": table, "Item": item}}
