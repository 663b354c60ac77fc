from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from examples.messaging import long_poll_consumer

Queue = tuple[str, str]


class Beats(Event):
    """An event that lets a number of waits pass, without waiting."""

    def __init__(self, beats: int) -> None:
        super().__init__()
        self.waited: list[float | None] = []
        self._answers: Iterator[bool] = iter([False] * beats + [True])

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return next(self._answers)


@pytest.fixture
def queue(sqs: Any, make_queue: Callable[..., Queue]) -> str:
    url, _ = make_queue(VisibilityTimeout="30")
    sqs.send_message(QueueUrl=url, MessageBody="order 1")
    return url


def hidden_for(answers: Any, sqs: Any) -> list[dict[str, Any]]:
    requests: list[dict[str, Any]] = answers(sqs, "ChangeMessageVisibility")
    return requests


def test_waits_for_messages_and_asks_for_a_full_batch(sqs: Any, queue: str, answers: Any) -> None:
    requests = answers(sqs, "ReceiveMessage")
    [message] = long_poll_consumer.receive(sqs, queue)
    assert message["Body"] == "order 1"
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    assert (requests[0]["WaitTimeSeconds"], requests[0]["MaxNumberOfMessages"]) == (20, 10)


def test_an_empty_queue_is_no_error(sqs: Any, queue: str, answers: Any) -> None:
    answers(sqs, "ReceiveMessage", {})
    assert long_poll_consumer.receive(sqs, queue) == []


def test_hides_the_message_again_at_half_time(sqs: Any, queue: str, answers: Any) -> None:
    [message] = long_poll_consumer.receive(sqs, queue)
    requests, stop, lost = hidden_for(answers, sqs), Beats(3), Event()
    long_poll_consumer.keep_hidden(sqs, queue, message, stop, lost, seconds=60)
    assert [one["VisibilityTimeout"] for one in requests] == [60, 60, 60]
    assert set(stop.waited) == {30}
    assert not lost.is_set()


def test_says_so_when_it_lost_the_message(sqs: Any, queue: str, answers: Any) -> None:
    [message] = long_poll_consumer.receive(sqs, queue)
    answers(sqs, "ChangeMessageVisibility", {"__type": "ReceiptHandleIsInvalid"})
    lost = Event()
    long_poll_consumer.keep_hidden(sqs, queue, message, Beats(3), lost)
    assert lost.is_set()


def test_says_so_when_nobody_answers_the_heartbeat(sqs: Any, queue: str) -> None:
    [message] = long_poll_consumer.receive(sqs, queue)

    class Unreachable:
        def change_message_visibility(self, **_: Any) -> None:
            raise EndpointConnectionError(endpoint_url="https://sqs")

    lost = Event()
    long_poll_consumer.keep_hidden(Unreachable(), queue, message, Beats(3), lost)
    assert lost.is_set()


def test_takes_no_more_than_it_can_work_on(sqs: Any, queue: str, answers: Any) -> None:
    requests = answers(sqs, "ReceiveMessage", {}, {})
    long_poll_consumer.receive(sqs, queue, idle=3)
    long_poll_consumer.receive(sqs, queue, idle=40)
    assert [one["MaxNumberOfMessages"] for one in requests] == [3, 10]


def test_spends_no_receive_while_the_dependency_is_down(sqs: Any, queue: str, answers: Any) -> None:
    requests = answers(sqs, "ReceiveMessage")
    health = iter([False, False, True])
    done: list[str] = []
    waits: list[float | None] = []

    class Impatient(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            return False

    stop = Impatient()

    def work(body: str) -> None:
        done.append(body)
        stop.set()

    long_poll_consumer.run(sqs, queue, work, lambda: next(health), stop)
    assert done == ["order 1"]
    assert len(waits) == 2
    assert [one["MaxNumberOfMessages"] for one in requests] == [1]


def test_deletes_after_the_work_and_not_before(sqs: Any, queue: str, answers: Any) -> None:
    [message] = long_poll_consumer.receive(sqs, queue)
    deleted = answers(sqs, "DeleteMessage")
    done: list[str] = []

    def work(body: str) -> None:
        assert deleted == []
        done.append(body)

    assert long_poll_consumer.consume(sqs, queue, message, work)
    assert done == ["order 1"]
    assert [one["ReceiptHandle"] for one in deleted] == [message["ReceiptHandle"]]


def test_a_failed_message_stays_and_waits_longer_each_time(
    sqs: Any, queue: str, answers: Any, caplog: pytest.LogCaptureFixture
) -> None:
    [message] = long_poll_consumer.receive(sqs, queue)
    hidden, deleted = hidden_for(answers, sqs), answers(sqs, "DeleteMessage")

    def work(_: str) -> None:
        raise ValueError("bad order")

    with caplog.at_level(logging.CRITICAL):
        for receives in (1, 2, 3, 12):
            message["Attributes"]["ApproximateReceiveCount"] = str(receives)
            assert not long_poll_consumer.consume(sqs, queue, message, work)
    assert [one["VisibilityTimeout"] for one in hidden] == [10, 20, 40, 900]
    assert deleted == []
