from __future__ import annotations

import random
from typing import Any

import pytest

from examples.saga_outbox import participant
from examples.saga_outbox.coordinator import ORDER, decide, is_pivot, on_reply, stand, start
from examples.saga_outbox.unit_of_work import Stale, commit, load, message

NOW = 1_800_000_000
DONE, REFUSED, UNKNOWN = "done", "refused", "unknown"


def walk(*outcomes: str) -> tuple[list[str], str]:
    """The commands of a saga whose commands are answered like that."""
    asked: list[str] = []
    saga = stand(ORDER, {"order": {}}, 0, False)
    for outcome in outcomes:
        asked.append(saga["awaits"])
        saga = decide(ORDER, saga, {"command": saga["awaits"], "outcome": outcome})
    return asked, saga["status"]


def test_the_pivot_is_the_first_step_without_an_undo() -> None:
    assert [is_pivot(ORDER, at) for at in range(4)] == [False, False, True, False]


@pytest.mark.parametrize(
    ("outcomes", "asked", "status"),
    [
        ([DONE] * 4, ["reserve", "book", "capture", "confirm"], "completed"),
        ([REFUSED], ["reserve"], "cancelled"),
        # a refusal did nothing: only what came before is undone
        ([DONE, REFUSED, DONE], ["reserve", "book", "release"], "cancelled"),
        # nobody knows what it did: it is undone as well
        ([DONE, UNKNOWN, DONE, DONE], ["reserve", "book", "cancel", "release"], "cancelled"),
        (
            [DONE, DONE, REFUSED, DONE, DONE],
            ["reserve", "book", "capture", "cancel", "release"],
            "cancelled",
        ),
        # a capture of which nobody knows is neither undone nor passed over
        ([DONE, DONE, UNKNOWN], ["reserve", "book", "capture"], "stuck"),
        ([DONE, DONE, DONE, REFUSED], ["reserve", "book", "capture", "confirm"], "stuck"),
        ([DONE, REFUSED, UNKNOWN], ["reserve", "book", "release"], "stuck"),
        # and goes on when the answer comes after all
        (
            [DONE, DONE, UNKNOWN, DONE, DONE],
            ["reserve", "book", "capture", "capture", "confirm"],
            "completed",
        ),
    ],
)
def test_every_way_through(outcomes: list[str], asked: list[str], status: str) -> None:
    assert walk(*outcomes) == (asked, status)


def test_a_late_answer_changes_nothing() -> None:
    saga = stand(ORDER, {"order": {}}, 0, False)
    saga = decide(ORDER, saga, {"command": "reserve", "outcome": DONE})
    assert decide(ORDER, saga, {"command": "reserve", "outcome": UNKNOWN}) is saga


def serve(table: Any, one: dict[str, Any], refuses: str) -> None:
    """What the services of the saga do with one message."""
    if one["kind"] == "reply":
        on_reply(table, ORDER, one, NOW)
    elif one["to"] == "stock":
        getattr(participant, one["kind"])(table, one, NOW)
    else:
        outcome = REFUSED if one["kind"] == refuses else DONE
        mine = load(table, f"{one['to']}#{one['about']}")
        reply = message("sagas", "reply", one["about"], command=one["kind"], outcome=outcome)
        commit(table, one["id"], mine, {"last": one["kind"]}, [reply], NOW)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("refuses", "status", "left"), [("", "completed", 3), ("capture", "cancelled", 5)]
)
def test_duplicates_in_any_order_end_in_one_of_two_states(
    table: Any, sent: Any, seed: int, refuses: str, status: str, left: int
) -> None:
    dice = random.Random(seed)
    table.put_item(Item={"pk": "STOCK#tea", "stock": 5})
    for _ in range(2):
        start(table, ORDER, {"id": "1", "items": {"tea": 2}}, NOW)
    for _ in range(40):
        serve(table, dice.choice(sent()), refuses)  # old or new, again and again
    for _ in range(10):  # and each at least once after it was written
        for one in sent():
            serve(table, one, refuses)
    assert load(table, "SAGA#1")["status"] == status
    assert int(table.get_item(Key={"pk": "STOCK#tea"})["Item"]["stock"]) == left


def test_a_second_coordinator_is_told_to_decide_again(table: Any) -> None:
    start(table, ORDER, {"id": "1", "items": {"tea": 2}}, NOW)
    seen = load(table, "SAGA#1")
    done = {"command": "reserve", "outcome": DONE}
    on_reply(table, ORDER, {"id": "r1", "about": "1", "body": done}, NOW)
    with pytest.raises(Stale):
        commit(table, "r2", seen, decide(ORDER, seen, done), [], NOW)
    assert load(table, "SAGA#1")["awaits"] == "book"


def test_the_clock_turns_a_saga_and_the_late_answer_is_harmless(table: Any, sent: Any) -> None:
    table.put_item(Item={"pk": "STOCK#tea", "stock": 5})
    start(table, ORDER, {"id": "1", "items": {"tea": 2}}, NOW)
    late = {"id": "clock-1", "about": "1", "body": {"command": "reserve", "outcome": UNKNOWN}}
    on_reply(table, ORDER, late, NOW)
    reserve, release = sent()
    participant.release(table, release, NOW)  # overtakes the command
    participant.reserve(table, reserve, NOW)
    for one in sent():
        if one["kind"] == "reply":
            on_reply(table, ORDER, one, NOW)
    assert load(table, "SAGA#1")["status"] == "cancelled"
    assert int(table.get_item(Key={"pk": "STOCK#tea"})["Item"]["stock"]) == 5
