from __future__ import annotations

import datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.ec2 import instance_refresh

REFRESH = "08b91cf7-8fa6-48af-b6a6-d227f40f1b9b"
TEMPLATE = {"LaunchTemplateId": "lt-0123456789abcdef0", "LaunchTemplateName": "web"}


def group(**template: Any) -> dict[str, Any]:
    return {
        "AutoScalingGroupName": "web",
        "MinSize": 3,
        "MaxSize": 9,
        "DesiredCapacity": 3,
        "DefaultCooldown": 300,
        "AvailabilityZones": ["us-east-1a"],
        "HealthCheckType": "EC2",
        "CreatedTime": datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC),
        **template,
    }


def test_a_deployment_can_stop_and_go_back() -> None:
    client = boto3.client("autoscaling")
    sent: list[dict[str, Any]] = []
    client.meta.events.register(
        "provide-client-params.auto-scaling.StartInstanceRefresh",
        lambda params, **_: sent.append(params),
    )
    with Stubber(client) as stub:
        old = group(LaunchTemplate={**TEMPLATE, "Version": "41"})
        stub.add_response("describe_auto_scaling_groups", {"AutoScalingGroups": [old]})
        stub.add_response("start_instance_refresh", {"InstanceRefreshId": REFRESH})
        answer = instance_refresh.deploy(client, "web", "42", ["errors", "latency"])
        stub.assert_no_pending_responses()
    assert answer == REFRESH
    assert sent[0]["DesiredConfiguration"] == {
        "LaunchTemplate": {"LaunchTemplateId": TEMPLATE["LaunchTemplateId"], "Version": "42"}
    }
    wishes = sent[0]["Preferences"]
    assert wishes["AutoRollback"] is True
    assert wishes["AlarmSpecification"] == {"Alarms": ["errors", "latency"]}
    # never below full, and the last checkpoint must be 100
    assert wishes["MinHealthyPercentage"] == 100 < wishes["MaxHealthyPercentage"]
    assert wishes["CheckpointPercentages"][-1] == 100
    assert wishes["CheckpointPercentages"] == sorted(set(wishes["CheckpointPercentages"]))


@pytest.mark.parametrize("version", ["$Latest", "$Default", ""])
def test_a_version_without_a_way_back_is_refused(version: str) -> None:
    old = {"LaunchTemplate": {**TEMPLATE, "Version": "41"}}
    with pytest.raises(ValueError, match="cannot be rolled back"):
        instance_refresh.desired(old, version)


@pytest.mark.parametrize("pinned", [{"Version": "$Latest"}, {"Version": "$Default"}, {}])
def test_a_group_that_has_no_number_to_return_to_is_refused_before_the_start(
    pinned: dict[str, str],
) -> None:
    client = boto3.client("autoscaling")
    with Stubber(client) as stub:
        old = group(LaunchTemplate={**TEMPLATE, **pinned})
        stub.add_response("describe_auto_scaling_groups", {"AutoScalingGroups": [old]})
        with pytest.raises(ValueError, match="cannot be rolled back"):
            instance_refresh.deploy(client, "web", "42", [])


def test_a_mixed_group_keeps_its_types_and_its_spot_share() -> None:
    policy: dict[str, Any] = {
        "LaunchTemplate": {
            "LaunchTemplateSpecification": {**TEMPLATE, "Version": "41"},
            "Overrides": [{"InstanceType": "m8g.xlarge"}, {"InstanceType": "m7g.xlarge"}],
        },
        "InstancesDistribution": {"OnDemandBaseCapacity": 6},
    }
    wanted = instance_refresh.desired({"MixedInstancesPolicy": policy}, "42")
    assert wanted == {
        "MixedInstancesPolicy": {
            "LaunchTemplate": {
                "LaunchTemplateSpecification": {
                    "LaunchTemplateId": TEMPLATE["LaunchTemplateId"],
                    "Version": "42",
                },
                "Overrides": [{"InstanceType": "m8g.xlarge"}, {"InstanceType": "m7g.xlarge"}],
            },
            "InstancesDistribution": {"OnDemandBaseCapacity": 6},
        }
    }
    # what was read is left as it was
    assert policy["LaunchTemplate"]["LaunchTemplateSpecification"]["Version"] == "41"


def test_a_type_with_its_own_template_is_not_passed_over_in_silence() -> None:
    policy = {
        "LaunchTemplate": {
            "LaunchTemplateSpecification": {**TEMPLATE, "Version": "41"},
            "Overrides": [{"InstanceType": "m8g.xlarge", "LaunchTemplateSpecification": TEMPLATE}],
        }
    }
    with pytest.raises(ValueError, match="template of its own"):
        instance_refresh.desired({"MixedInstancesPolicy": policy}, "42")


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
