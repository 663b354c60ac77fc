"""State machines that run, in moto's own interpreter of Amazon States Language."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

ROLE = "arn:aws:iam::123456789012:role/workflow"


@pytest.fixture
def running(session: boto3.Session) -> Iterator[boto3.Session]:
    """Like `aws`, but executions are carried out."""
    config: Any = {
        "core": {"reset_boto3_session": False},
        "stepfunctions": {"execute_state_machine": True},
    }
    with mock_aws(config=config):
        yield session


@pytest.fixture
def run(running: boto3.Session) -> Callable[..., dict[str, Any]]:
    """Runs a definition to its end and describes the execution."""
    client = running.client("stepfunctions")

    def execute(definition: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
        machine = client.create_state_machine(
            name="machine", definition=json.dumps(definition), roleArn=ROLE
        )["stateMachineArn"]
        execution = client.start_execution(stateMachineArn=machine, input=json.dumps(data))
        return finished(client, execution["executionArn"])

    return execute


def finished(client: Any, execution: str) -> dict[str, Any]:
    """What became of an execution; the interpreter works in a thread of its own."""
    for _ in range(500):
        found: dict[str, Any] = client.describe_execution(executionArn=execution)
        if found["status"] != "RUNNING":
            return found
        time.sleep(0.01)
    raise AssertionError("the execution does not end")
