from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.aurora import blue_green_switchover
from examples.aurora.blue_green_switchover import NotReady

ID = "bgd-1234567890abcdef"


def deployment(status: str = "AVAILABLE", member: str = "AVAILABLE") -> dict[str, Any]:
    return {
        "BlueGreenDeployments": [
            {
                "Status": status,
                "SwitchoverDetails": [
                    {"SourceMember": "blue", "TargetMember": "green", "Status": "AVAILABLE"},
                    {"SourceMember": "blue-1", "TargetMember": "green-1", "Status": member},
                ],
            }
        ]
    }


def stubbed(answer: dict[str, Any]) -> tuple[Any, Stubber]:
    client = boto3.client("rds")
    stub = Stubber(client)
    stub.add_response(
        "describe_blue_green_deployments", answer, {"BlueGreenDeploymentIdentifier": ID}
    )
    stub.activate()
    return client, stub


def test_switches_with_a_bound_on_the_time_without_writes() -> None:
    client, stub = stubbed(deployment())
    stub.add_response(
        "switchover_blue_green_deployment",
        {"BlueGreenDeployment": {}},
        {"BlueGreenDeploymentIdentifier": ID, "SwitchoverTimeout": 45},
    )
    blue_green_switchover.switch_over(client, ID, lag_seconds=0.2, writes_may_stop=45)
    stub.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("answer", "lag", "why"),
    [
        (deployment(status="PROVISIONING"), 0.0, "PROVISIONING"),
        (deployment(member="PROVISIONING"), 0.0, "green-1"),
        (deployment(), 30.0, "30.0 s behind"),
        ({"BlueGreenDeployments": []}, 0.0, "MISSING"),
    ],
)
def test_refuses_and_does_not_touch_production(answer: Any, lag: float, why: str) -> None:
    client, stub = stubbed(answer)
    with pytest.raises(NotReady, match=why):
        blue_green_switchover.switch_over(client, ID, lag_seconds=lag)
    stub.assert_no_pending_responses()  # a second call would have failed
