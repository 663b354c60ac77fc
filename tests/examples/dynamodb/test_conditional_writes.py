from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from examples.dynamodb import conditional_writes
from examples.dynamodb.conditional_writes import ContentionError, NameTakenError, change_account


def no_sleep(seconds: float) -> None:
    assert seconds >= 0


class AnswerLost:
    """A table whose first successful write arrives, whose answer does not, so it is repeated.

    That is what the SDK does after a time-out: the same request twice, and only the second answer
    is seen.
    """

    def __init__(self, table: Any) -> None:
        self.table, self.meta, self.get_item = table, table.meta, table.get_item
        self.lost = False

    def put_item(self, **request: Any) -> Any:
        if not self.lost:
            self.table.put_item(**request)
            self.lost = True
        return self.table.put_item(**request)


@pytest.fixture
def account(simple_table: Any) -> Any:
    conditional_writes.create_account(simple_table, "ada", "request-1")
    return simple_table


def add(amount: int) -> Any:
    return lambda item: {**item, "points": item.get("points", 0) + amount}


def stored(table: Any) -> Any:
    return table.get_item(Key={"pk": "ada"})["Item"]


def test_the_second_of_two_sign_ups_is_refused(account: Any) -> None:
    with pytest.raises(NameTakenError, match="ada"):
        conditional_writes.create_account(account, "ada", "request-2")
    assert stored(account)["created_by"] == "request-1"


def test_a_repeated_sign_up_is_a_success(simple_table: Any) -> None:
    table = AnswerLost(simple_table)
    created = conditional_writes.create_account(table, "ada", "request-1")
    assert table.lost
    assert created == {"pk": "ada", "created_by": "request-1", "version": Decimal(1)}


def test_edits_that_meet_both_count(account: Any) -> None:
    waits: list[float] = []

    def edit(item: Any) -> Any:
        if not waits and item["version"] == 1:  # somebody is faster, once
            change_account(account, "ada", add(10), sleep=no_sleep)
        return add(1)(item)

    result = change_account(account, "ada", edit, sleep=waits.append)
    assert stored(account)["points"] == 11
    assert stored(account)["version"] == 3 == result["version"]
    assert len(waits) == 1


def test_a_conflict_costs_no_second_read(account: Any, answers: Any) -> None:
    reads = answers(account.meta.client, "GetItem")
    race = iter([True, False])

    def edit(item: Any) -> Any:
        if next(race):
            account.update_item(
                Key={"pk": "ada"},
                UpdateExpression="SET version = version + :one, points = :ten",
                ExpressionAttributeValues={":one": 1, ":ten": 10},
            )
        return add(1)(item)

    assert change_account(account, "ada", edit, sleep=no_sleep)["points"] == 11
    assert len(reads) == 1
    assert reads[0]["ConsistentRead"] is True


def test_a_lost_answer_does_not_apply_the_edit_twice(account: Any) -> None:
    table = AnswerLost(account)
    change_account(table, "ada", add(5), sleep=no_sleep)
    assert table.lost
    assert stored(account)["points"] == 5
    assert stored(account)["version"] == 2


def test_gives_up_after_so_many_attempts(account: Any) -> None:
    waits: list[float] = []

    def always_beaten(item: Any) -> Any:
        change_account(account, "ada", add(1), sleep=no_sleep)
        return add(100)(item)

    with pytest.raises(ContentionError, match="3 attempts"):
        change_account(account, "ada", always_beaten, attempts=3, sleep=waits.append)
    assert stored(account)["points"] == 3
    assert len(waits) == 3


def test_an_account_deleted_meanwhile_stays_deleted(account: Any) -> None:
    def edit(item: Any) -> Any:
        account.delete_item(Key={"pk": "ada"})
        return add(1)(item)

    with pytest.raises(LookupError, match="was deleted"):
        change_account(account, "ada", edit, sleep=no_sleep)
    assert "Item" not in account.get_item(Key={"pk": "ada"})
