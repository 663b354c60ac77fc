from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.ec2 import instance_refresh

REFRESH = "08b91cf7-8fa6-48af-b6a6-d227f40f1b9b"


def test_a_deployment_can_stop_and_go_back() -> None:
    client = boto3.client("autoscaling")
    sent: list[dict[str, Any]] = []
    client.meta.events.register(
        "provide-client-params.auto-scaling.StartInstanceRefresh",
        lambda params, **_: sent.append(params),
    )
    with Stubber(client) as stub:
        stub.add_response("start_instance_refresh", {"InstanceRefreshId": REFRESH})
        answer = instance_refresh.deploy(client, "web", "web", "42", ["errors", "latency"])
        stub.assert_no_pending_responses()
    assert answer == REFRESH
    assert sent[0]["DesiredConfiguration"]["LaunchTemplate"]["Version"] == "42"
    wishes = sent[0]["Preferences"]
    assert wishes["AutoRollback"] is True
    assert wishes["AlarmSpecification"] == {"Alarms": ["errors", "latency"]}
    # never below full, and the last checkpoint must be 100
    assert wishes["MinHealthyPercentage"] == 100 < wishes["MaxHealthyPercentage"]
    assert wishes["CheckpointPercentages"][-1] == 100
    assert wishes["CheckpointPercentages"] == sorted(set(wishes["CheckpointPercentages"]))


@pytest.mark.parametrize("version", ["$Latest", "$Default", ""])
def test_a_version_without_a_way_back_is_refused_before_any_call(version: str) -> None:
    client = boto3.client("autoscaling")
    with Stubber(client), pytest.raises(ValueError, match="cannot be rolled back"):
        instance_refresh.deploy(client, "web", "web", version, [])


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("Pending", None),
        ("InProgress", None),
        ("Baking", None),
        ("RollbackInProgress", None),
        ("Cancelling", None),
        ("Successful", True),
        ("RollbackSuccessful", False),
        ("RollbackFailed", False),
        ("Failed", False),
        ("Cancelled", False),
    ],
)
def test_every_status_has_an_outcome(status: str, result: bool | None) -> None:
    client = boto3.client("autoscaling")
    with Stubber(client) as stub:
        stub.add_response(
            "describe_instance_refreshes",
            {"InstanceRefreshes": [{"InstanceRefreshId": REFRESH, "Status": status}]},
            {"AutoScalingGroupName": "web", "InstanceRefreshIds": [REFRESH]},
        )
        assert instance_refresh.outcome(client, "web", REFRESH) is result


def test_the_list_of_statuses_is_the_models() -> None:
    model = boto3.client("autoscaling").meta.service_model
    assert set(model.shape_for("InstanceRefreshStatus").enum) == {
        *("Pending", "InProgress", "Baking", "RollbackInProgress", "Cancelling"),
        *("Successful", "RollbackSuccessful", "RollbackFailed", "Failed", "Cancelled"),
    }
