from __future__ import annotations

from typing import Any

import boto3

from examples.containers import scale_on_fast_metrics


def test_publishes_the_fine_metric_and_reads_it(answers: Any) -> None:
    ecs, scaling = boto3.client("ecs"), boto3.client("application-autoscaling")
    services = answers(ecs, "UpdateService", {})
    policies = answers(scaling, "PutScalingPolicy", {"PolicyARN": "arn", "Alarms": []})
    scale_on_fast_metrics.look_faster(ecs, scaling, "shop", "orders")
    assert services[0]["monitoring"]["metricConfigurations"] == [
        {"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}
    ]
    tracked = policies[0]["TargetTrackingScalingPolicyConfiguration"]
    assert tracked["PredefinedMetricSpecification"]["PredefinedMetricType"].endswith(
        "HighResolution"
    )
