from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.containers import scale_on_backlog


def test_the_target_comes_from_the_wait_that_is_promised() -> None:
    # a message of 0.5 s, two at once, and a minute to wait: 240 may stand in line
    assert scale_on_backlog.backlog_a_task(60, 0.5, 2) == pytest.approx(240)


def test_scales_on_messages_for_each_task_and_not_on_depth(answers: Any) -> None:
    client = boto3.client("application-autoscaling")
    targets = answers(client, "RegisterScalableTarget", {})
    policies = answers(client, "PutScalingPolicy", {"PolicyARN": "arn", "Alarms": []})
    scale_on_backlog.scale(client, "shop", "resize", "resize-jobs", 240)
    assert targets[0]["ResourceId"] == policies[0]["ResourceId"] == "service/shop/resize"
    assert targets[0]["MinCapacity"] == 1
    settings = policies[0]["TargetTrackingScalingPolicyConfiguration"]
    assert settings["TargetValue"] == 240
    depth, running, backlog = settings["CustomizedMetricSpecification"]["Metrics"]
    assert depth["MetricStat"]["Metric"]["Dimensions"] == [
        {"Name": "QueueName", "Value": "resize-jobs"}
    ]
    assert running["MetricStat"]["Metric"]["MetricName"] == "RunningTaskCount"
    assert backlog["Expression"] == f"{depth['Id']} / {running['Id']}"
    # exactly one series may be the one that is tracked
    assert [one.get("ReturnData", True) for one in (depth, running, backlog)] == [
        False,
        False,
        True,
    ]
