from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from examples.ec2 import target_tracking

LABEL = "app/front/0123456789abcdef/targetgroup/web/fedcba9876543210"


def test_requests_follow_the_load_balancers_target_group(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    target_tracking.follow_requests(client, group, LABEL, 900)
    policy = client.describe_policies(AutoScalingGroupName=group)["ScalingPolicies"][0]
    assert policy["PolicyType"] == "TargetTrackingScaling"
    tracking = policy["TargetTrackingConfiguration"]
    assert tracking["TargetValue"] == 900
    assert tracking["PredefinedMetricSpecification"] == {
        "PredefinedMetricType": "ALBRequestCountPerTarget",
        "ResourceLabel": LABEL,
    }


def test_the_target_is_the_wait_over_the_work() -> None:
    # AWS's own example: ten seconds at a tenth of a second a message
    assert target_tracking.backlog_target(10, 0.1) == pytest.approx(100)
    with pytest.raises(ValueError, match="longer than any may wait"):
        target_tracking.backlog_target(1, 2)


def test_the_backlog_is_a_quotient_and_only_it_is_tracked() -> None:
    client = boto3.client("autoscaling")
    with Stubber(client) as stub:
        stub.add_response(
            "enable_metrics_collection",
            {},
            {
                "AutoScalingGroupName": "workers",
                "Granularity": "1Minute",
                "Metrics": ["GroupInServiceInstances"],
            },
        )
        stub.add_response(
            "put_scaling_policy",
            {"PolicyARN": "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1"},
            {
                "AutoScalingGroupName": "workers",
                "PolicyName": "backlog-per-instance",
                "PolicyType": "TargetTrackingScaling",
                "TargetTrackingConfiguration": ANY,
            },
        )
        sent: list[Any] = []
        client.meta.events.register(
            "provide-client-params.auto-scaling.PutScalingPolicy",
            lambda params, **_: sent.append(params),
        )
        target_tracking.follow_backlog(client, "workers", "jobs", 100)
        stub.assert_no_pending_responses()
    tracking = sent[0]["TargetTrackingConfiguration"]
    queries = {one["Id"]: one for one in tracking["CustomizedMetricSpecification"]["Metrics"]}
    assert queries["backlog"]["Expression"] == "waiting / serving"
    # exactly one query may return data: the one that is tracked
    assert [name for name, one in queries.items() if one.get("ReturnData", True)] == ["backlog"]
    assert queries["waiting"]["MetricStat"]["Metric"]["Dimensions"] == [
        {"Name": "QueueName", "Value": "jobs"}
    ]
    assert queries["serving"]["MetricStat"]["Metric"]["Dimensions"] == [
        {"Name": "AutoScalingGroupName", "Value": "workers"}
    ]
    assert tracking["TargetValue"] == 100
