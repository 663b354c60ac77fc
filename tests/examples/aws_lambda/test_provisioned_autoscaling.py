from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.aws_lambda import provisioned_autoscaling


@pytest.fixture
def scaling(aws: boto3.Session) -> Any:
    return aws.client("application-autoscaling")


def test_a_release_sends_only_a_share_to_the_new_version() -> None:
    client = boto3.client("lambda")
    with Stubber(client) as stub:
        stub.add_response("publish_version", {"Version": "8"}, {"FunctionName": "checkout"})
        stub.add_response(
            "get_function_configuration",
            {"State": "Active"},
            {"FunctionName": "checkout", "Qualifier": "8"},
        )
        stub.add_response(
            "update_alias",
            {},
            {
                "FunctionName": "checkout",
                "Name": "live",
                # no FunctionVersion: the alias itself stays where it is
                "RoutingConfig": {"AdditionalVersionWeights": {"8": 0.1}},
            },
        )
        assert provisioned_autoscaling.release(client, "checkout", 0.1) == "8"
        stub.assert_no_pending_responses()


def test_the_alias_is_scaled_by_its_utilisation(scaling: Any) -> None:
    provisioned_autoscaling.keep_warm(scaling, "checkout", 20, 400)
    [target] = scaling.describe_scalable_targets(ServiceNamespace="lambda")["ScalableTargets"]
    assert target["ResourceId"] == "function:checkout:live"  # an alias, never $LATEST
    assert (target["MinCapacity"], target["MaxCapacity"]) == (20, 400)
    [policy] = scaling.describe_scaling_policies(ServiceNamespace="lambda")["ScalingPolicies"]
    assert policy["ResourceId"] == target["ResourceId"]
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    assert 0 < tracking["TargetValue"] <= 1
    assert tracking["PredefinedMetricSpecification"] == {
        "PredefinedMetricType": "LambdaProvisionedConcurrencyUtilization"
    }


def test_the_floor_is_raised_at_the_given_time(scaling: Any) -> None:
    provisioned_autoscaling.keep_warm(scaling, "checkout", 20, 400)
    at = datetime(2026, 11, 27, 6, 45, tzinfo=timezone(timedelta(hours=1)))
    provisioned_autoscaling.raise_floor(scaling, "checkout", at, 300, 600)
    [action] = scaling.describe_scheduled_actions(ServiceNamespace="lambda")["ScheduledActions"]
    assert action["Schedule"] == "at(2026-11-27T05:45:00)"
    assert action["ScalableTargetAction"] == {"MinCapacity": 300, "MaxCapacity": 600}
    assert action["ResourceId"] == "function:checkout:live"
