from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from examples.orchestration import saga

KEYS = ["seat", "room", "car"]
ORDER = {"order": "o-1", "seat": "12A", "room": "204", "car": "van"}
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def things(running: boto3.Session) -> Any:
    table = running.resource("dynamodb").create_table(
        TableName="things",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )
    for key in ("12A", "204", "van"):
        table.put_item(Item={"pk": key})
    return table


def holders(table: Any) -> dict[str, Any]:
    return {item["pk"]: item.get("holder") for item in table.scan()["Items"]}


def give(table: Any, key: str, order: str) -> None:
    table.put_item(Item={"pk": key, "holder": order})


def test_all_is_held(run: Run, things: Any) -> None:
    assert run(saga.saga("things", KEYS), ORDER)["status"] == "SUCCEEDED"
    assert holders(things) == {"12A": "o-1", "204": "o-1", "van": "o-1"}


def test_a_second_run_of_the_same_order_finds_its_own_holds(run: Run, things: Any) -> None:
    for key in ("12A", "204"):
        give(things, key, "o-1")
    assert run(saga.saga("things", KEYS), ORDER)["status"] == "SUCCEEDED"
    assert holders(things) == {"12A": "o-1", "204": "o-1", "van": "o-1"}


@pytest.mark.parametrize("taken", ["12A", "204", "van"])
def test_what_was_held_is_released_and_nothing_of_others(run: Run, things: Any, taken: str) -> None:
    give(things, taken, "o-2")
    found = run(saga.saga("things", KEYS), ORDER)
    assert found["status"] == "FAILED"
    assert found["error"] == saga.NOT_OURS  # the cause of the failure, not of an undo
    assert holders(things) == {"12A": None, "204": None, "van": None} | {taken: "o-2"}


def test_what_does_not_exist_is_not_held(run: Run, things: Any) -> None:
    assert run(saga.saga("things", KEYS), ORDER | {"room": "999"})["status"] == "FAILED"
    assert holders(things) == {"12A": None, "204": None, "van": None}


def test_a_step_that_worked_without_saying_so_is_undone(run: Run, things: Any) -> None:
    # the hold is there, yet its state fails: as after a timeout
    definition = saga.saga("things", KEYS)
    definition["States"]["Hold room"] |= {
        "Type": "Task",
        "Parameters": {
            **definition["States"]["Hold room"]["Parameters"],
            "ConditionExpression": "holder = :nobody",
        },
    }
    give(things, "204", "o-1")
    assert run(definition, ORDER)["status"] == "FAILED"
    assert holders(things) == {"12A": None, "204": None, "van": None}


def test_an_undo_that_fails_stops_there_for_a_redrive(run: Run, things: Any) -> None:
    give(things, "van", "o-2")
    definition = saga.saga("things", KEYS)
    room = definition["States"]["Release room"]
    room["Parameters"]["TableName"] = "gone"
    del room["Retry"]  # the waits are the service's own
    found = run(definition, ORDER)
    assert found["status"] == "FAILED"
    assert found["error"] != saga.NOT_OURS
    assert holders(things)["12A"] == "o-1"  # still to be undone


def test_an_undo_is_tried_again_unless_there_is_nothing_to_undo() -> None:
    nothing, anything = saga.release("things", "seat")["Retry"]
    assert (nothing["ErrorEquals"], nothing["MaxAttempts"]) == ([saga.NOT_OURS], 0)
    assert anything["ErrorEquals"] == ["States.ALL"]  # alone and last, or the service refuses it
    assert anything["MaxAttempts"] >= 3
    holding = saga.hold("things", "seat")["Retry"]
    assert "States.ALL" not in [name for one in holding for name in one["ErrorEquals"]]


def test_every_task_has_a_timeout_and_every_hold_an_undo() -> None:
    states = saga.saga("things", KEYS)["States"]
    tasks = [state for state in states.values() if state["Type"] == "Task"]
    assert len(tasks) == 2 * len(KEYS)
    assert all(task["TimeoutSeconds"] and task["Catch"] for task in tasks)
