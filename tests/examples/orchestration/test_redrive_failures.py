from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.orchestration import redrive_failures

ARN = "arn:aws:states:us-east-1:123456789012"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def listed(number: int, hours_ago: float) -> dict[str, Any]:
    return {
        "executionArn": f"{ARN}:execution:m:{number}",
        "stateMachineArn": f"{ARN}:stateMachine:m",
        "name": str(number),
        "status": "FAILED",
        "startDate": NOW - timedelta(hours=hours_ago + 1),
        "stopDate": NOW - timedelta(hours=hours_ago),
    }


def test_it_lists_the_failures_since_the_outage_and_stops_there() -> None:
    client = boto3.client("stepfunctions")
    asked = {
        "stateMachineArn": f"{ARN}:stateMachine:m",
        "statusFilter": "FAILED",
    }
    with Stubber(client) as stub:
        stub.add_response(
            "list_executions", {"executions": [listed(1, 1)], "nextToken": "more"}, asked
        )
        stub.add_response(
            "list_executions",
            {
                "executions": [listed(4, 1) | {"redriveCount": 1}, listed(2, 2), listed(3, 9)],
                "nextToken": "never asked",
            },
            asked | {"nextToken": "more"},
        )
        found = list(
            redrive_failures.failed_since(client, f"{ARN}:stateMachine:m", NOW - timedelta(hours=3))
        )
        stub.assert_no_pending_responses()
    assert found == [f"{ARN}:execution:m:1", f"{ARN}:execution:m:2"]


def described(**changes: Any) -> dict[str, Any]:
    return {
        "error": "PaymentsDown",
        "status": "FAILED",
        "redriveStatus": "REDRIVABLE",
        "redriveCount": 0,
    } | changes


def redrive(aws: boto3.Session, answers: Any, *found: dict[str, Any]) -> tuple[Any, Any, int]:
    client, pauses = aws.client("stepfunctions"), []
    answers(client, "DescribeExecution", *found)
    requests = answers(client, "RedriveExecution", *[{"redriveDate": 1} for _ in found])
    done = [
        redrive_failures.redrive(
            client, f"{ARN}:execution:m:1", {"PaymentsDown"}, lambda: pauses.append(1)
        )
        for _ in found
    ]
    return done, requests, len(pauses)


def test_what_failed_for_the_outage_is_redriven_after_a_pause(
    aws: boto3.Session, answers: Any
) -> None:
    done, requests, pauses = redrive(aws, answers, described())
    assert (done, pauses) == ([True], 1)
    assert requests[0]["executionArn"] == f"{ARN}:execution:m:1"


@pytest.mark.parametrize(
    "changes", [{"error": "BadOrder"}, {"redriveStatus": "NOT_REDRIVABLE"}, {"error": None}]
)
def test_anything_else_is_left_alone(
    aws: boto3.Session, answers: Any, changes: dict[str, Any]
) -> None:
    done, requests, pauses = redrive(aws, answers, described(**changes))
    assert (done, requests, pauses) == ([False], [], 0)


def test_a_repeated_call_is_one_redrive_and_a_later_one_is_another(
    aws: boto3.Session, answers: Any
) -> None:
    _, requests, _ = redrive(aws, answers, described(), described(), described(redriveCount=1))
    tokens = [request["clientToken"] for request in requests]
    assert tokens[0] == tokens[1] != tokens[2]
    assert all(len(token) <= 64 for token in tokens)
