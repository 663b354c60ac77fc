from __future__ import annotations

import datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.sagemaker import canary_with_rollback as example

ENDPOINT = "arn:aws:sagemaker:us-east-1:123456789012:endpoint/fraud"
DAY = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)


def test_the_alarm_watches_a_rate_of_this_variant(aws: boto3.Session) -> None:
    watch = aws.client("cloudwatch")
    example.alarm_on_errors(watch, "fraud", "fraud-errors", 0.05)
    [alarm] = watch.describe_alarms(AlarmNames=["fraud-errors"])["MetricAlarms"]
    assert alarm["Statistic"] == "Average"
    # five per cent of a tenth of the requests
    assert alarm["Threshold"] == pytest.approx(0.005)
    assert {"Name": "VariantName", "Value": "main"} in alarm["Dimensions"]


def test_a_tenth_goes_first_and_alarms_take_it_back() -> None:
    client = boto3.client("sagemaker")
    with Stubber(client) as stub:
        stub.add_response(
            "update_endpoint",
            {"EndpointArn": ENDPOINT},
            {
                "EndpointName": "fraud",
                "EndpointConfigName": "fraud-v2",
                "RetainAllVariantProperties": True,
                "DeploymentConfig": {
                    "BlueGreenUpdatePolicy": {
                        "TrafficRoutingConfiguration": {
                            "Type": "CANARY",
                            "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 10},
                            "WaitIntervalInSeconds": 600,
                        },
                        "TerminationWaitInSeconds": 900,
                        "MaximumExecutionTimeoutInSeconds": 7200,
                    },
                    "AutoRollbackConfiguration": {
                        "Alarms": [{"AlarmName": "errors"}, {"AlarmName": "latency"}]
                    },
                },
            },
        )
        example.deploy(client, "fraud", "fraud-v2", ["errors", "latency"])
        stub.assert_no_pending_responses()


def test_the_waits_fit_into_the_time_limit() -> None:
    # AWS asks that the limit exceed all waits together
    assert 600 + 900 < 7200
    # and whoever waits for the end must not give up before it
    assert 30 * 250 > 7200


def test_refuses_a_canary_that_nobody_watches() -> None:
    client = boto3.client("sagemaker")
    with Stubber(client), pytest.raises(ValueError, match="nobody watches"):
        example.deploy(client, "fraud", "fraud-v2", [])


def described(config: str) -> dict[str, Any]:
    return {
        "EndpointName": "fraud",
        "EndpointArn": ENDPOINT,
        "EndpointConfigName": config,
        "EndpointStatus": "InService",
        "CreationTime": DAY,
        "LastModifiedTime": DAY,
    }


@pytest.mark.parametrize(("config", "new"), [("fraud-v2", True), ("fraud-v1", False)])
def test_a_rollback_is_told_from_a_success(config: str, new: bool) -> None:
    client = boto3.client("sagemaker")
    with Stubber(client) as stub:
        for _ in range(2):  # the waiter's look and ours
            stub.add_response("describe_endpoint", described(config), {"EndpointName": "fraud"})
        assert example.serves(client, "fraud", "fraud-v2") is new
