from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from examples.orchestration import start_once
from tests.examples.orchestration.conftest import ROLE, finished

ORDER = {"id": "2026/11 #42", "lines": [{"sku": "a", "count": 2}]}


@pytest.fixture
def client(running: boto3.Session) -> Any:
    return running.client("stepfunctions")


def machine(client: Any, state: dict[str, Any]) -> str:
    definition = {"StartAt": "S", "States": {"S": state}}
    created = client.create_state_machine(
        name="orders", definition=json.dumps(definition), roleArn=ROLE
    )
    return str(created["stateMachineArn"])


def count(client: Any, arn: str) -> int:
    return len(client.list_executions(stateMachineArn=arn)["executions"])


def test_a_repeat_while_it_runs_is_the_same_execution(client: Any) -> None:
    arn = machine(client, {"Type": "Wait", "Seconds": 1, "End": True})
    assert start_once.start_once(client, arn, ORDER)
    # the same order, read from JSON with its keys in another order
    again = dict(reversed(list(ORDER.items())))
    assert start_once.start_once(client, arn, again)
    assert count(client, arn) == 1


def test_a_closed_order_does_not_start_again(client: Any) -> None:
    arn = machine(client, {"Type": "Pass", "End": True})
    assert start_once.start_once(client, arn, ORDER)
    finished(client, client.list_executions(stateMachineArn=arn)["executions"][0]["executionArn"])
    assert not start_once.start_once(client, arn, ORDER)
    assert count(client, arn) == 1


def test_other_errors_are_not_taken_for_a_repeat(aws: boto3.Session, answers: Any) -> None:
    client = aws.client("stepfunctions")
    answers(client, "StartExecution", {"__type": "ExecutionLimitExceeded"})
    with pytest.raises(client.exceptions.ExecutionLimitExceeded):
        start_once.start_once(client, "arn:aws:states:us-east-1:123456789012:stateMachine:o", ORDER)


def test_names_are_legal_and_tell_orders_apart() -> None:
    orders = ["a/b", "a b", "ab", "é" * 200, "x" * 500, ""]
    names = [start_once.execution_name(order) for order in orders]
    assert len(set(names)) == len(orders)
    assert all(len(name) <= 80 for name in names)
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in names)
    assert start_once.execution_name("a/b") == names[0]
