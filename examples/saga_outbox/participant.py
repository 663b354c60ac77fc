"""One service of a saga: reserves stock, and takes it back.

Commands come twice and in any order. The undo of a command may even be
here before the command, so it leaves a mark, and a reservation that
comes after its own release is refused.
"""

from __future__ import annotations

from typing import Any

from examples.saga_outbox.unit_of_work import (
    Refused,
    commit,
    load,
    message,
)

Item = dict[str, Any]


# --8<-- [start:reserve]
def reserve(table: Any, command: Item, now: int) -> None:
    cause, order = command["id"], command["about"]
    hold = load(table, f"HOLD#{order}")
    no = [answer(order, "reserve", "refused")]
    yes = [answer(order, "reserve", "done")]
    if hold.get("state"):
        # Asked before: the same answer. Released: the undo was faster.
        again = yes if hold["state"] == "held" else no
        commit(table, cause, hold, hold, again, now)
        return
    items = {sku: int(n) for sku, n in command["body"]["items"].items()}
    held = {"state": "held", "items": items}
    try:
        take = [move(table, sku, -n) for sku, n in items.items()]
        commit(table, cause, hold, held, yes, now, also=take)
    except Refused:  # out of stock, which is an answer, not an error
        commit(table, cause, hold, {"state": "refused"}, no, now)


# --8<-- [end:reserve]


# --8<-- [start:release]
def release(table: Any, command: Item, now: int) -> None:
    cause, order = command["id"], command["about"]
    hold = load(table, f"HOLD#{order}")
    back = []
    if hold.get("state") == "held":
        back = [
            move(table, sku, int(n)) for sku, n in hold["items"].items()
        ]
    # Without a hold as well: the mark stops a `reserve` on its way.
    gone = {"state": "released"}
    done = [answer(order, "release", "done")]
    commit(table, cause, hold, gone, done, now, also=back)


# --8<-- [end:release]


def answer(order: str, command: str, outcome: str) -> Item:
    return message(
        "sagas", "reply", order, command=command, outcome=outcome
    )


def move(table: Any, sku: str, count: int) -> Item:
    """Adds `count`, which may be negative, and never goes below 0."""
    return {
        "Update": {
            "TableName": table.name,
            "Key": {"pk": f"STOCK#{sku}"},
            "UpdateExpression": "SET stock = stock + :n",
            "ConditionExpression": "stock >= :least",
            "ExpressionAttributeValues": {
                ":n": count,
                ":least": -count,
            },
        }
    }
