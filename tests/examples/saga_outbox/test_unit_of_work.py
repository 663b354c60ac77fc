from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from examples.saga_outbox.unit_of_work import Refused, Stale, commit, load, message

NOW = 1_800_000_000


def place(table: Any, cause: str, **also: Any) -> bool:
    before = load(table, "ORDER#1")
    after = {"state": "placed"}
    return commit(table, cause, before, after, [message("a", "Placed", "1", n=2)], NOW, **also)


def cancelled(*codes: str) -> dict[str, Any]:
    return {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled",
        "CancellationReasons": [{"Code": code} for code in codes],
    }


def test_state_and_message_are_written_together(table: Any, sent: Any) -> None:
    assert place(table, "request-1")
    assert load(table, "ORDER#1") == {"pk": "ORDER#1", "version": 1, "state": "placed"}
    (only,) = sent()
    assert only["id"] == "OUTBOX#ORDER#1#1#0"
    assert only["body"] == {"n": 2}


def test_a_repeat_changes_and_sends_nothing(table: Any, sent: Any) -> None:
    assert place(table, "request-1")
    assert not place(table, "request-1")
    assert load(table, "ORDER#1")["version"] == 1
    assert len(sent()) == 1


def test_a_stale_read_leaves_no_trace(table: Any, sent: Any) -> None:
    old = load(table, "ORDER#1")
    place(table, "request-1")
    with pytest.raises(Stale):
        commit(table, "request-2", old, {"state": "other"}, [message("a", "X", "1")], NOW)
    assert load(table, "ORDER#1")["state"] == "placed"
    assert len(sent()) == 1
    assert place(table, "request-2")  # decided again, with what is there now


def test_a_condition_beside_it_refuses_everything(table: Any, sent: Any) -> None:
    missing = {
        "ConditionCheck": {
            "TableName": table.name,
            "Key": {"pk": "CUSTOMER#1"},
            "ConditionExpression": "attribute_exists(pk)",
        }
    }
    with pytest.raises(Refused):
        place(table, "request-1", also=[missing])
    assert load(table, "ORDER#1")["version"] == 0
    assert sent() == []


def test_a_conflict_asks_to_decide_again(table: Any, answers: Any) -> None:
    answers(
        table.meta.client, "TransactWriteItems", cancelled("None", "TransactionConflict", "None")
    )
    with pytest.raises(Stale):
        place(table, "request-1")


def test_a_throttle_is_not_swallowed(table: Any, answers: Any) -> None:
    answers(table.meta.client, "TransactWriteItems", cancelled("None", "None", "ThrottlingError"))
    with pytest.raises(ClientError):
        place(table, "request-1")
    assert place(table, "request-1")


def test_rows_and_notes_expire(table: Any) -> None:
    place(table, "request-1")
    expiring = {item["pk"] for item in table.scan()["Items"] if item.get("expires", 0) > NOW}
    assert expiring == {"SEEN#request-1", "OUTBOX#ORDER#1#1#0"}
