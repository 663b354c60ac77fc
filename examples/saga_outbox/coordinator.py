"""A saga's coordinator: decides the next command from one reply.

Deciding is pure; state, reply and next command are then committed in
one transaction. So a coordinator may die anywhere and be run twice, and
a saga stands at one step all the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from examples.saga_outbox.unit_of_work import commit, load, message

Item = dict[str, Any]


# --8<-- [start:steps]
class Step(NamedTuple):
    service: str
    do: str
    undo: str | None  # None: the pivot and what comes after it


ORDER = [
    Step("stock", "reserve", "release"),
    Step("courier", "book", "cancel"),
    # Refused, it undoes what was before. Done, there is no way back:
    # what follows can only be repeated until it works.
    Step("payments", "capture", None),
    Step("mail", "confirm", None),
]


# --8<-- [end:steps]


def is_pivot(steps: list[Step], at: int) -> bool:
    return steps[at].undo is None and (
        at == 0 or bool(steps[at - 1].undo)
    )


# --8<-- [start:decide]
def decide(steps: list[Step], saga: Item, reply: Item) -> Item:
    """The saga after that reply. `awaits` names its next command."""
    at = int(saga["at"])
    if reply["command"] != saga["awaits"]:
        return saga  # late: the saga has gone on without this answer
    if reply["outcome"] == "done":
        way = -1 if saga["undoing"] else 1
        return stand(steps, saga, at + way, saga["undoing"])
    can_turn = steps[at].undo is not None
    if saga["undoing"]:
        return {**saga, "status": "stuck"}  # an undo may not fail
    if reply["outcome"] == "refused" and (
        can_turn or is_pivot(steps, at)
    ):
        return stand(steps, saga, at - 1, True)  # it did nothing
    if reply["outcome"] == "unknown" and can_turn:
        # It may have happened, or may yet. So this one is undone too.
        return stand(steps, saga, at, True)
    return {**saga, "status": "stuck"}  # a person decides


def stand(
    steps: list[Step], saga: Item, at: int, undoing: bool
) -> Item:
    there = {**saga, "at": at, "undoing": undoing, "awaits": None}
    there["status"] = "running"  # a late answer frees a stuck one
    if at < 0:
        return {**there, "status": "cancelled"}
    if at == len(steps):
        return {**there, "status": "completed"}
    name = steps[at].undo if undoing else steps[at].do
    return {**there, "awaits": name}


# --8<-- [end:decide]


# --8<-- [start:run]
def start(table: Any, steps: list[Step], order: Item, now: int) -> None:
    before = load(table, f"SAGA#{order['id']}")
    if not before["version"]:
        saga = stand(steps, {"order": order}, 0, False)
        sent = commands(steps, saga)
        commit(table, f"start-{order['id']}", before, saga, sent, now)


def on_reply(
    table: Any, steps: list[Step], event: Item, now: int
) -> None:
    """Also for the clock, whose reply is `unknown` after a deadline."""
    before = load(table, f"SAGA#{event['about']}")
    after = decide(steps, before, event["body"])
    if after is before:
        return  # nothing to do, so nothing to remember
    commit(
        table, event["id"], before, after, commands(steps, after), now
    )


def commands(steps: list[Step], saga: Item) -> list[Item]:
    if saga["status"] != "running":
        return []
    to, order = steps[int(saga["at"])].service, saga["order"]
    body = {"items": order["items"]}
    return [message(to, saga["awaits"], order["id"], **body)]


# --8<-- [end:run]
