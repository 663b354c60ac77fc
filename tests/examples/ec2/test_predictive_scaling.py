from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.ec2 import predictive_scaling

WEEK = 24 * 7


def configured(**options: Any) -> dict[str, Any]:
    client = boto3.client("autoscaling")
    sent: list[dict[str, Any]] = []
    client.meta.events.register(
        "provide-client-params.auto-scaling.PutScalingPolicy",
        lambda params, **_: sent.append(params),
    )
    with Stubber(client) as stub:
        stub.add_response(
            "put_scaling_policy",
            {"PolicyARN": "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1"},
        )
        predictive_scaling.forecast(client, "web", 50, 480, **options)
        stub.assert_no_pending_responses()
    assert sent[0]["PolicyType"] == "PredictiveScaling"
    found: dict[str, Any] = sent[0]["PredictiveScalingConfiguration"]
    return found


def test_it_only_watches_until_told_otherwise() -> None:
    assert configured()["Mode"] == "ForecastOnly"
    assert configured(scale=True)["Mode"] == "ForecastAndScale"


def test_it_starts_a_boot_time_early_and_keeps_to_the_maximum() -> None:
    policy = configured(scale=True)
    assert policy["SchedulingBufferTime"] == 480
    assert policy["MaxCapacityBreachBehavior"] == "HonorMaxCapacity"
    assert policy["MetricSpecifications"][0]["TargetValue"] == 50


def test_one_bad_hour_decides() -> None:
    needed = [10.0] * WEEK
    forecast = [12.0] * WEEK
    assert predictive_scaling.worst_shortfall(forecast, needed) == 0
    forecast[100] = 4.0
    assert predictive_scaling.worst_shortfall(forecast, needed) == pytest.approx(0.6)


def test_a_quiet_hour_is_no_division_by_zero() -> None:
    needed = [0.0, *[10.0] * (WEEK - 1)]
    assert predictive_scaling.worst_shortfall([0.0, *[9.0] * (WEEK - 1)], needed) == pytest.approx(
        0.1
    )


def test_less_than_a_week_is_refused() -> None:
    with pytest.raises(ValueError, match="whole week"):
        predictive_scaling.worst_shortfall([1.0] * 24, [1.0] * 24)
