from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from examples.messaging.fifo_producer import Booking, send

Queue = tuple[str, str]


@pytest.fixture
def queue(make_queue: Callable[..., Queue]) -> str:
    return make_queue("bookings.fifo", FifoQueue="true")[0]


def booking(account: str, number: int) -> Booking:
    return Booking(f"{account}-{number}", account, f"{account}{number}")


def received(sqs: Any, queue: str) -> list[str]:
    found: list[str] = []
    while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            found.append(message["Body"])
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return found


def test_each_account_keeps_its_order_in_full_batches(sqs: Any, queue: str, answers: Any) -> None:
    requests = answers(sqs, "SendMessageBatch")
    accounts = "abcdefghijkl"
    work = [booking(account, number) for account in accounts for number in (1, 2)]
    assert send(sqs, queue, work) == []
    assert [len(one["Entries"]) for one in requests] == [10, 10, 2, 2]
    bodies = received(sqs, queue)
    for account in accounts:
        mine = [body for body in bodies if body.startswith(account)]
        assert mine == [f"{account}1", f"{account}2"]


def test_no_batch_holds_two_of_an_account(sqs: Any, queue: str, answers: Any) -> None:
    requests = answers(sqs, "SendMessageBatch")
    send(sqs, queue, [booking("a", 1), booking("a", 2), booking("b", 1)])
    groups = [[one["MessageGroupId"] for one in request["Entries"]] for request in requests]
    assert groups == [["a", "b"], ["a"]]


def test_a_group_stops_at_its_first_failure_and_others_go_on(
    sqs: Any, queue: str, answers: Any
) -> None:
    answers(
        sqs,
        "SendMessageBatch",
        {"Successful": [], "Failed": [{"Id": "0", "SenderFault": False, "Code": "InternalError"}]},
    )
    work = [booking("a", 1), booking("b", 1), booking("a", 2), booking("b", 2)]
    assert send(sqs, queue, work) == [booking("a", 1), booking("a", 2)]
    assert received(sqs, queue) == ["b2"]  # b1 was answered by the script


def test_a_retry_is_the_same_message(sqs: Any, queue: str) -> None:
    for _ in range(2):
        assert send(sqs, queue, [booking("a", 1)]) == []
    assert received(sqs, queue) == ["a1"]


def test_equal_bodies_are_two_messages(sqs: Any, queue: str) -> None:
    send(sqs, queue, [Booking("1", "a", "deposit 10"), Booking("2", "a", "deposit 10")])
    assert received(sqs, queue) == ["deposit 10", "deposit 10"]
