"""One message in, one change of state, messages out: all or nothing.

A service that writes and then sends loses a message when it dies in
between; one that sends and then writes announces what never happened.
Here the messages are rows of the same transaction, and the message that
caused it is noted there too, so a repeat changes and sends nothing.
"""

from __future__ import annotations

import json
from typing import Any

Item = dict[str, Any]
KEEP = 15 * 24 * 3600  # longer than any queue keeps a message
ABSENT = "attribute_not_exists(pk)"
FAILED = "ConditionalCheckFailed"
CONFLICT = "TransactionConflict"


class Stale(Exception):
    """Somebody changed the item meanwhile: load it and decide again."""


class Refused(Exception):
    """A condition of one of the `also` writes did not hold."""


def load(table: Any, pk: str) -> Item:
    """The item as it is now; version 0 if there is none."""
    answer = table.get_item(Key={"pk": pk}, ConsistentRead=True)
    found: Item = answer.get("Item", {"pk": pk, "version": 0})
    return found


# --8<-- [start:rows]
def message(to: str, kind: str, about: str, **body: Any) -> Item:
    return {"to": to, "kind": kind, "about": about, "body": body}


def outbox_row(
    owner: str, version: int, place: int, sent: Item, now: int
) -> Item:
    return {
        # The id follows from what happened, not from a clock or dice:
        # every later repeat carries the same one.
        "pk": f"OUTBOX#{owner}#{version}#{place}",
        "version": version,  # rows are items of their own: no order
        "to": sent["to"],
        "kind": sent["kind"],
        "about": sent["about"],
        # A contract of its own: attributes of the state may change.
        # Numbers are whole, such as cents; a table gives Decimals back.
        "body": json.dumps(sent["body"], sort_keys=True, default=int),
        "expires": now + KEEP,
    }


# --8<-- [end:rows]


# --8<-- [start:commit]
def commit(
    table: Any,
    cause: str,  # id of the request or message that is handled
    before: Item,  # as loaded
    after: Item,
    messages: list[Item],
    now: int,
    also: list[Item] | None = None,
) -> bool:
    """False: `cause` was handled before, and nothing was done now."""
    version = int(before["version"]) + 1
    state = {**after, "pk": before["pk"], "version": version}
    rows = [
        outbox_row(before["pk"], version, place, sent, now)
        for place, sent in enumerate(messages)
    ]
    seen = {"pk": f"SEEN#{cause}", "expires": now + KEEP}
    unchanged: Item = {"ConditionExpression": ABSENT}
    if before["version"]:
        unchanged = {
            "ConditionExpression": "version = :seen",
            "ExpressionAttributeValues": {":seen": before["version"]},
        }
    client = table.meta.client
    try:
        client.transact_write_items(
            TransactItems=[
                put(table, seen, ConditionExpression=ABSENT),
                put(table, state, **unchanged),
                *[put(table, row) for row in rows],
                *(also or []),
            ]
        )
    except client.exceptions.TransactionCanceledException as error:
        reasons = error.response["CancellationReasons"]
        note, own, *others = [one["Code"] for one in reasons]
        if note == FAILED:
            return False
        if own == FAILED or CONFLICT in (note, own, *others):
            raise Stale(before["pk"]) from error
        if FAILED in others:
            raise Refused(cause) from error
        raise  # throttled, or wrong: the queue delivers it again
    return True


# --8<-- [end:commit]


def put(table: Any, item: Item, **more: Any) -> Item:
    return {"Put": {"TableName": table.name, "Item": item, **more}}
