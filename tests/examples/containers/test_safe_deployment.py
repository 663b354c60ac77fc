from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.containers import safe_deployment

OLD, NEW = "task-definition/orders:7", "task-definition/orders:8"


def state(*deployments: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "services": [
            {
                "deployments": [
                    {"status": status, "rolloutState": rollout, "taskDefinition": definition}
                    for status, rollout, definition in deployments
                ]
            }
        ]
    }


def test_both_guards_are_on_and_both_roll_back(answers: Any) -> None:
    client = boto3.client("ecs")
    requests = answers(client, "UpdateService", {})
    safe_deployment.update(client, "shop", "orders", NEW, ["orders-5xx"])
    [request] = requests
    guards = request["deploymentConfiguration"]
    assert guards["deploymentCircuitBreaker"] == {
        "enable": True,
        "rollback": True,
        "thresholdConfiguration": {"type": "COUNT", "value": 5},
    }
    assert guards["alarms"] == {"enable": True, "rollback": True, "alarmNames": ["orders-5xx"]}
    assert guards["minimumHealthyPercent"] == 100
    assert request["taskDefinition"] == NEW


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (state(("PRIMARY", "IN_PROGRESS", NEW), ("ACTIVE", "COMPLETED", OLD)), None),
        (state(("PRIMARY", "COMPLETED", NEW)), True),
        # the rollback is under way, then done: stable, and not what was asked for
        (state(("PRIMARY", "IN_PROGRESS", OLD), ("ACTIVE", "FAILED", NEW)), None),
        (state(("PRIMARY", "COMPLETED", OLD)), False),
        (state(("PRIMARY", "FAILED", NEW)), False),
    ],
)
def test_a_rollback_is_no_release(answers: Any, found: Any, expected: bool | None) -> None:
    client = boto3.client("ecs")
    answers(client, "DescribeServices", found)
    assert safe_deployment.released(client, "shop", "orders", NEW) is expected
