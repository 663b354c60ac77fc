from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from examples.containers import graceful_worker


@pytest.fixture(autouse=True)
def own_signal_handler() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def queue(aws: Any) -> tuple[Any, str]:
    client = aws.client("sqs")
    url = client.create_queue(QueueName="jobs")["QueueUrl"]
    for body in ("first", "second"):
        client.send_message(QueueUrl=url, MessageBody=body)
    return client, url


def counts(client: Any, url: str) -> tuple[int, int]:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = client.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return int(found[names[0]]), int(found[names[1]])


def test_finishes_what_it_has_and_takes_no_more(queue: tuple[Any, str]) -> None:
    client, url = queue
    done: list[str] = []

    def work(body: str) -> None:
        signal.raise_signal(signal.SIGTERM)
        done.append(body)

    graceful_worker.Worker(client, url, work).run()
    assert len(done) == 1
    assert counts(client, url) == (1, 0)  # one deleted, the other never touched


def test_gives_back_what_came_too_late(queue: tuple[Any, str]) -> None:
    client, url = queue
    done: list[str] = []
    worker = graceful_worker.Worker(client, url, done.append)

    def told_to_go(**_: Any) -> None:
        signal.raise_signal(signal.SIGTERM)

    client.meta.events.register("before-call.sqs.ReceiveMessage", told_to_go)
    worker.run()
    assert done == []
    assert counts(client, url) == (2, 0)  # none hidden until a timeout


def test_a_failure_leaves_the_message_in_the_queue(queue: tuple[Any, str]) -> None:
    client, url = queue

    tried: list[str] = []

    def work(body: str) -> None:
        tried.append(body)
        if len(tried) == 2:
            signal.raise_signal(signal.SIGTERM)
        raise ValueError(body)

    graceful_worker.Worker(client, url, work).run()
    assert sorted(tried) == ["first", "second"]  # the first did not end the worker
    assert counts(client, url) == (0, 2)  # hidden until their timeout, not lost


def test_protection_ends_with_the_job_even_if_it_fails(answers: Any) -> None:
    client = boto3.client("ecs")
    granted: dict[str, Any] = {"protectedTasks": [], "failures": []}
    requests = answers(client, "UpdateTaskProtection", granted, granted)
    with (
        pytest.raises(ValueError, match="job"),
        graceful_worker.protected(client, "shop", "task-1", 90),
    ):
        raise ValueError("job")
    assert [one["protectionEnabled"] for one in requests] == [True, False]
    assert requests[0]["expiresInMinutes"] == 90


def test_without_protection_the_job_is_not_started(answers: Any) -> None:
    client = boto3.client("ecs")
    refused = {"protectedTasks": [], "failures": [{"reason": "DEPLOYMENT_BLOCKED"}]}
    answers(client, "UpdateTaskProtection", refused)
    started: list[str] = []
    with (
        pytest.raises(RuntimeError, match="DEPLOYMENT_BLOCKED"),
        graceful_worker.protected(client, "shop", "task-1", 90),
    ):
        started.append("job")
    assert started == []
