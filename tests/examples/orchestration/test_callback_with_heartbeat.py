from __future__ import annotations

import json
import time
from typing import Any

import boto3
import pytest

from examples.orchestration import callback_with_heartbeat as callback
from tests.examples.orchestration.conftest import ROLE, finished

CLAIM = {"claim": "c-7"}


def definition(queue: str, **changes: Any) -> str:
    return json.dumps(
        {
            "StartAt": "Review",
            "States": {
                "Review": callback.review(queue, "Done") | changes,
                "Done": {"Type": "Pass", "End": True},
                "Escalate": {"Type": "Pass", "Result": {"to": "lead"}, "End": True},
            },
        }
    )


@pytest.fixture
def queue(running: boto3.Session) -> str:
    return str(running.client("sqs").create_queue(QueueName="reviews")["QueueUrl"])


@pytest.fixture
def client(running: boto3.Session) -> Any:
    return running.client("stepfunctions")


def start(client: Any, text: str) -> str:
    machine = client.create_state_machine(name="claims", definition=text, roleArn=ROLE)
    execution = client.start_execution(
        stateMachineArn=machine["stateMachineArn"], input=json.dumps(CLAIM)
    )
    return str(execution["executionArn"])


def message(running: boto3.Session, queue: str) -> dict[str, str]:
    for _ in range(300):
        found = running.client("sqs").receive_message(QueueUrl=queue).get("Messages", [])
        if found:
            body: dict[str, str] = json.loads(found[0]["Body"])
            return body
        time.sleep(0.01)
    raise AssertionError("no message")


def test_the_answer_of_the_desk_goes_on(running: boto3.Session, client: Any, queue: str) -> None:
    execution = start(client, definition(queue))
    asked = message(running, queue)
    assert asked["claim"] == "c-7"
    assert client.describe_execution(executionArn=execution)["status"] == "RUNNING"
    assert callback.beat(client, asked["token"])
    assert callback.answer(client, asked["token"], {"pay": True})
    found = finished(client, execution)
    assert json.loads(found["output"]) == {"claim": "c-7", "review": {"pay": True}}


def test_a_silent_desk_is_noticed_long_before_the_deadline(
    running: boto3.Session, client: Any, queue: str
) -> None:
    execution = start(client, definition(queue, HeartbeatSeconds=1, TimeoutSeconds=5, Retry=[]))
    assert message(running, queue)["token"]
    assert json.loads(finished(client, execution)["output"]) == {"to": "lead"}


def test_after_a_missed_beat_the_claim_is_offered_again() -> None:
    retry = callback.review("queue", "Done")["Retry"]
    assert retry == [{"ErrorEquals": ["States.HeartbeatTimeout"], "MaxAttempts": 2}]


@pytest.mark.parametrize("error", ["TaskTimedOut", "TaskDoesNotExist"])
def test_too_late_is_told(aws: boto3.Session, answers: Any, error: str) -> None:
    client = aws.client("stepfunctions")
    answers(client, "SendTaskSuccess", {"__type": error})
    answers(client, "SendTaskHeartbeat", {"__type": error})
    assert not callback.answer(client, "token", {"pay": True})
    assert not callback.beat(client, "token")


def test_other_errors_are_not_swallowed(aws: boto3.Session, answers: Any) -> None:
    client = aws.client("stepfunctions")
    answers(client, "SendTaskSuccess", {"__type": "InvalidToken"})
    with pytest.raises(client.exceptions.InvalidToken):
        callback.answer(client, "token", {"pay": True})
