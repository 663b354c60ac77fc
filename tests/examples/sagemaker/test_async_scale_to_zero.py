from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.sagemaker import async_scale_to_zero as example


@pytest.fixture
def model(aws: boto3.Session) -> Any:
    client = aws.client("sagemaker")
    client.create_model(ModelName="ocr", ExecutionRoleArn="arn:aws:iam::123456789012:role/serving")
    return client


def test_the_configuration_makes_the_endpoint_asynchronous(model: Any) -> None:
    with Stubber(model) as stub:
        stub.add_response(
            "create_endpoint_config",
            {"EndpointConfigArn": "arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/ocr"},
            {
                "EndpointConfigName": "ocr",
                "ProductionVariants": [
                    {
                        "VariantName": "main",
                        "ModelName": "ocr",
                        "InstanceType": "ml.g5.xlarge",
                        "InitialInstanceCount": 1,
                    }
                ],
                "AsyncInferenceConfig": {
                    "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 4},
                    "OutputConfig": {
                        "S3OutputPath": "s3://results/results/",
                        "S3FailurePath": "s3://results/failures/",
                        "NotificationConfig": {"ErrorTopic": "arn:aws:sns:us-east-1:1:failed"},
                    },
                },
            },
        )
        example.configure(model, "ocr", "ocr", "results", "arn:aws:sns:us-east-1:1:failed")
        stub.assert_no_pending_responses()


def test_the_endpoint_may_shrink_to_nothing_and_wakes_at_one_request() -> None:
    scaling = boto3.client("application-autoscaling")
    variant = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/ocr/variant/main",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    policies: list[dict[str, Any]] = []

    def keep(params: dict[str, Any], **_: Any) -> None:
        policies.append(params)

    scaling.meta.events.register("before-parameter-build.*.PutScalingPolicy", keep)
    with Stubber(scaling) as stub:
        stub.add_response(
            "register_scalable_target", {}, {**variant, "MinCapacity": 0, "MaxCapacity": 6}
        )
        stub.add_response("put_scaling_policy", {"PolicyARN": "arn:backlog"})
        stub.add_response("put_scaling_policy", {"PolicyARN": "arn:wake"})
        assert example.scale_to_zero(scaling, "ocr", 6) == "arn:wake"
        stub.assert_no_pending_responses()
    tracking, step = policies
    assert variant.items() <= tracking.items()
    metric = tracking["TargetTrackingScalingPolicyConfiguration"]["CustomizedMetricSpecification"]
    assert metric["MetricName"] == "ApproximateBacklogSizePerInstance"
    assert step["PolicyType"] == "StepScaling"
    adjustment = step["StepScalingPolicyConfiguration"]
    assert adjustment["AdjustmentType"] == "ChangeInCapacity"
    assert adjustment["StepAdjustments"] == [
        {"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}
    ]


def test_the_alarm_calls_the_wake_up_policy(aws: boto3.Session) -> None:
    watch = aws.client("cloudwatch")
    example.wake_on_first_request(watch, "ocr", "arn:aws:autoscaling:us-east-1:1:scalingPolicy:p")
    [alarm] = watch.describe_alarms()["MetricAlarms"]
    assert alarm["MetricName"] == "HasBacklogWithoutCapacity"
    assert alarm["AlarmActions"] == ["arn:aws:autoscaling:us-east-1:1:scalingPolicy:p"]
    assert alarm["Dimensions"] == [{"Name": "EndpointName", "Value": "ocr"}]
    assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (1, 1)


@pytest.fixture
def bucket(aws: boto3.Session) -> Any:
    client = aws.client("s3")
    client.create_bucket(Bucket="requests")
    return client


def sent(bucket: Any, body: bytes) -> tuple[dict[str, Any], str]:
    runtime = boto3.client("sagemaker-runtime")
    seen: list[dict[str, Any]] = []

    def keep(params: dict[str, Any], **_: Any) -> None:
        seen.append(params)

    runtime.meta.events.register("before-parameter-build.*.InvokeEndpointAsync", keep)
    with Stubber(runtime) as stub:
        stub.add_response(
            "invoke_endpoint_async", {"InferenceId": "r1", "OutputLocation": "s3://out/r1"}
        )
        place = example.send(runtime, bucket, "ocr", "requests", "r1", body)
    return seen[0], place


def test_a_small_request_travels_inline(bucket: Any) -> None:
    request, place = sent(bucket, b"x" * 128_000)
    assert place == "s3://out/r1"
    assert len(request["Body"]) == 128_000
    assert "InputLocation" not in request
    assert "Contents" not in bucket.list_objects_v2(Bucket="requests")


def test_a_large_request_goes_by_s3(bucket: Any) -> None:
    request, _ = sent(bucket, b"x" * 128_001)
    assert request["InputLocation"] == "s3://requests/requests/r1"
    assert "Body" not in request
    stored = bucket.get_object(Bucket="requests", Key="requests/r1")["Body"].read()
    assert len(stored) == 128_001
