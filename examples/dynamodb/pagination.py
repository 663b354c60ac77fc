"""Reads every page of a Query, and hands an API's clients a cursor.

Without the loop a list silently ends after the first page, and with a
filter that page may be empty although matches follow. Without the
signature a client can write its own cursor and start wherever it likes.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

Item = dict[str, Any]


class BadCursorError(Exception):
    """The cursor is not one that we gave to this customer."""


# --8<-- [start:all]
def all_orders(
    table: Any, customer: str, status: str
) -> Iterator[Item]:
    start: Item = {}
    while True:
        page = table.query(
            KeyConditionExpression=Key("pk").eq(customer),
            # A page is cut before the filter is applied: what is
            # filtered out was read, is billed, and may leave nothing.
            FilterExpression=Attr("order_status").eq(status),
            **start,
        )
        yield from page["Items"]
        # Only a missing key means the end; an empty page does not.
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


# --8<-- [end:all]


# --8<-- [start:page]
def orders_page(
    table: Any,
    customer: str,
    status: str,
    size: int,
    cursor: str | None,
    secret: bytes,
    reads: int = 5,
) -> tuple[list[Item], str | None]:
    found: list[Item] = []
    last = open_cursor(cursor, customer, secret) if cursor else None
    for _ in range(reads):  # a rare status must not read for ever
        start = {"ExclusiveStartKey": last} if last else {}
        page = table.query(
            KeyConditionExpression=Key("pk").eq(customer),
            FilterExpression=Attr("order_status").eq(status),
            # Never more than still fit, so that LastEvaluatedKey is
            # always the place to go on from.
            Limit=size - len(found),
            **start,
        )
        found += page["Items"]
        last = page.get("LastEvaluatedKey")
        if last is None:
            return found, None
        if len(found) == size:
            break
    # May be short, even empty: clients go on until there is no cursor.
    return found, seal_cursor(last, customer, secret)


# --8<-- [end:page]


# --8<-- [start:cursor]
def sign(payload: bytes, customer: str, secret: bytes) -> bytes:
    # The customer is signed too: a cursor is of no use to anyone else.
    text = customer.encode() + b"\0" + payload
    return hmac.digest(secret, text, "sha256")


def seal_cursor(key: Any, customer: str, secret: bytes) -> str:
    # Signed, not secret: encrypt it if keys tell what users must not
    # see. JSON holds string keys; numbers and bytes need more.
    payload = json.dumps(key).encode()
    seal = sign(payload, customer, secret)
    return base64.urlsafe_b64encode(seal + payload).decode()


def open_cursor(cursor: str, customer: str, secret: bytes) -> Item:
    try:
        raw = base64.urlsafe_b64decode(cursor)
    except ValueError as error:
        raise BadCursorError from error
    seal, payload = raw[:32], raw[32:]
    # In constant time, or the answer's delay gives the seal away.
    if not hmac.compare_digest(seal, sign(payload, customer, secret)):
        raise BadCursorError
    key: Item = json.loads(payload)
    return key


# --8<-- [end:cursor]
