"""Customers, orders and lines: each access pattern is one request.

Without a list of access patterns the keys follow the entities, and a
page that shows a customer with recent orders turns into a chain of
reads, or into a Scan with a filter.
"""

from __future__ import annotations

from typing import Any

from boto3.dynamodb.conditions import Key

Item = dict[str, Any]


# --8<-- [start:table]
def create_table(client: Any, name: str) -> None:
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[
            {
                # Sparse: only an open order has these two attributes,
                # so the index stays as small as the open work.
                "IndexName": "open-orders",
                "KeySchema": [
                    {"AttributeName": "open_status", "KeyType": "HASH"},
                    {"AttributeName": "open_since", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"}
            for name in ("pk", "sk", "open_status", "open_since")
        ],
    )


# --8<-- [end:table]


# --8<-- [start:write]
OPEN = {"PLACED", "PAID", "PACKED"}


def put_customer(table: Any, customer: str, name: str) -> None:
    key = {"pk": f"CUSTOMER#{customer}", "sk": "PROFILE"}
    table.put_item(Item={**key, "name": name})


def place_order(
    table: Any, customer: str, order: str, at: str, skus: list[str]
) -> None:
    # Order ids begin with the time, so that they sort by time.
    header = {
        "pk": f"CUSTOMER#{customer}",
        "sk": f"ORDER#{order}",
        "order_status": "PLACED",
        "open_status": "PLACED",
        "open_since": at,
    }
    lines = [
        {"pk": f"ORDER#{order}", "sk": f"LINE#{n:04d}", "sku": sku}
        for n, sku in enumerate(skus, start=1)
    ]
    # All or nothing: no order may ever show only some of its lines.
    table.meta.client.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": table.name, "Item": item}}
            for item in (header, *lines)
        ]
    )


# --8<-- [end:write]


# --8<-- [start:status]
def set_status(
    table: Any, customer: str, order: str, status: str, at: str
) -> None:
    values = {":status": status}
    if status in OPEN:
        change = (
            "SET order_status = :status, open_status = :status, "
            "open_since = :at"
        )
        values[":at"] = at
    else:
        # Without its key attributes the item leaves the index.
        change = (
            "SET order_status = :status REMOVE open_status, open_since"
        )
    table.update_item(
        Key={"pk": f"CUSTOMER#{customer}", "sk": f"ORDER#{order}"},
        UpdateExpression=change,
        # An update of a missing key would create half an order.
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeValues=values,
    )


# --8<-- [end:status]


# --8<-- [start:patterns]
# Each reads one page; pagination.py shows how to read on.
def customer_with_newest_orders(
    table: Any, customer: str, orders: int
) -> list[Item]:
    # PROFILE sorts after ORDER#..., so backwards it comes first and
    # one Query returns the customer and then the newest orders.
    answer: Item = table.query(
        KeyConditionExpression=Key("pk").eq(f"CUSTOMER#{customer}"),
        ScanIndexForward=False,
        Limit=1 + orders,
    )
    items: list[Item] = answer["Items"]
    return items


def order_lines(table: Any, order: str) -> list[Item]:
    answer: Item = table.query(
        KeyConditionExpression=Key("pk").eq(f"ORDER#{order}")
        & Key("sk").begins_with("LINE#")
    )
    lines: list[Item] = answer["Items"]
    return lines


def open_orders(table: Any, status: str, before: str) -> list[Item]:
    # An index lags behind the table: check the order before acting.
    answer: Item = table.query(
        IndexName="open-orders",
        KeyConditionExpression=Key("open_status").eq(status)
        & Key("open_since").lt(before),
    )
    orders: list[Item] = answer["Items"]
    return orders


# --8<-- [end:patterns]
