from __future__ import annotations

import json
from typing import Any

import pytest

from examples.messaging import dead_letters
from tests.examples.messaging.conftest import arn_of

DEAD = "arn:aws:sqs:us-east-1:123456789012:orders-dead"


def attributes(sqs: Any, url: str) -> Any:
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def test_dead_letters_outlive_their_source(sqs: Any) -> None:
    live, dead = dead_letters.create(sqs, "orders")
    kept = [int(attributes(sqs, url)["MessageRetentionPeriod"]) for url in (live, dead)]
    assert kept[1] > kept[0]
    assert kept[1] == 1_209_600


def test_a_poison_message_moves_after_the_last_receive(sqs: Any) -> None:
    live, dead = dead_letters.create(sqs, "orders", receives=2)
    policy = json.loads(attributes(sqs, live)["RedrivePolicy"])
    assert policy == {"deadLetterTargetArn": arn_of(sqs, dead), "maxReceiveCount": 2}
    sqs.send_message(QueueUrl=live, MessageBody="poison")
    for _ in range(2):
        [message] = sqs.receive_message(QueueUrl=live, VisibilityTimeout=0)["Messages"]
        assert message["Body"] == "poison"
    # with a wait of 0, or moto would really wait for a message that has moved
    assert "Messages" not in sqs.receive_message(QueueUrl=live, WaitTimeSeconds=0)
    [moved] = sqs.receive_message(QueueUrl=dead)["Messages"]
    assert moved["Body"] == "poison"


def test_redrives_to_the_source_at_a_fixed_rate(sqs: Any, answers: Any) -> None:
    requests = answers(sqs, "StartMessageMoveTask", {"TaskHandle": "task-1"})
    assert dead_letters.redrive(sqs, DEAD, 25) == "task-1"
    sent = {name: requests[0].get(name) for name in ("SourceArn", "DestinationArn")}
    assert sent == {"SourceArn": DEAD, "DestinationArn": None}
    assert requests[0]["MaxNumberOfMessagesPerSecond"] == 25


@pytest.mark.parametrize(
    ("moved", "failing", "stops"),
    [(50, 50, False), (100, 5, False), (100, 10, True), (1000, 400, True)],
)
def test_stops_when_a_tenth_comes_back(
    sqs: Any, answers: Any, moved: int, failing: int, stops: bool
) -> None:
    newest = {"Status": "RUNNING", "ApproximateNumberOfMessagesMoved": moved}
    answers(sqs, "ListMessageMoveTasks", {"Results": [newest]})
    cancelled = answers(sqs, "CancelMessageMoveTask", {"ApproximateNumberOfMessagesMoved": moved})
    assert dead_letters.stop_if_failing(sqs, DEAD, "task-1", failing) is stops
    assert [one["TaskHandle"] for one in cancelled] == (["task-1"] if stops else [])
