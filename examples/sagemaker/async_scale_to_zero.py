"""An asynchronous endpoint that costs nothing while nobody asks.

Target tracking alone lets a small backlog wait for ever: it divides by
the number of instances, and starts only above its target. So a second
policy wakes the endpoint at the first request.
"""

from __future__ import annotations

from typing import Any

INLINE_BYTES = 128_000
"""What InvokeEndpointAsync takes in the request itself."""


# --8<-- [start:config]
def configure(
    sagemaker_client: Any,
    name: str,
    model: str,
    bucket: str,
    topic: str,
) -> None:
    sagemaker_client.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "main",
                "ModelName": model,
                "InstanceType": "ml.g5.xlarge",
                "InitialInstanceCount": 1,
            }
        ],
        AsyncInferenceConfig={
            # More than the container can batch only moves the queue
            # from SageMaker, where you see it, into the container.
            "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 4},
            "OutputConfig": {
                "S3OutputPath": f"s3://{bucket}/results/",
                "S3FailurePath": f"s3://{bucket}/failures/",
                # Without it nobody hears of a request that failed.
                "NotificationConfig": {"ErrorTopic": topic},
            },
        },
    )


# --8<-- [end:config]


# --8<-- [start:scale]
def scale_to_zero(
    application_autoscaling_client: Any, endpoint: str, most: int
) -> str:
    """Returns the wake-up policy, which an alarm must call."""
    variant = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": f"endpoint/{endpoint}/variant/main",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    application_autoscaling_client.register_scalable_target(
        **variant, MinCapacity=0, MaxCapacity=most
    )
    application_autoscaling_client.put_scaling_policy(
        **variant,
        PolicyName="backlog",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 5.0,
            "CustomizedMetricSpecification": {
                "MetricName": "ApproximateBacklogSizePerInstance",
                "Namespace": "AWS/SageMaker",
                "Dimensions": [
                    {"Name": "EndpointName", "Value": endpoint}
                ],
                "Statistic": "Average",
            },
            "ScaleInCooldown": 600,  # a start costs minutes
        },
    )
    wake = application_autoscaling_client.put_scaling_policy(
        **variant,
        PolicyName="wake",
        PolicyType="StepScaling",
        StepScalingPolicyConfiguration={
            "AdjustmentType": "ChangeInCapacity",
            "Cooldown": 600,
            "StepAdjustments": [
                {
                    "MetricIntervalLowerBound": 0,
                    "ScalingAdjustment": 1,
                }
            ],
        },
    )
    return str(wake["PolicyARN"])


# --8<-- [end:scale]


# --8<-- [start:wake]
def wake_on_first_request(
    cloudwatch_client: Any, endpoint: str, policy: str
) -> None:
    cloudwatch_client.put_metric_alarm(
        AlarmName=f"{endpoint}-has-work-and-no-instance",
        Namespace="AWS/SageMaker",
        MetricName="HasBacklogWithoutCapacity",
        Dimensions=[{"Name": "EndpointName", "Value": endpoint}],
        Statistic="Average",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        # Silence is the normal state of an idle endpoint.
        TreatMissingData="missing",
        AlarmActions=[policy],
    )


# --8<-- [end:wake]


# --8<-- [start:send]
def send(
    sagemaker_runtime_client: Any,
    s3_client: Any,
    endpoint: str,
    bucket: str,
    request_id: str,
    body: bytes,
) -> str:
    """Queues one request; returns where its result will be."""
    if len(body) <= INLINE_BYTES:
        payload: dict[str, Any] = {"Body": body}
    else:
        key = f"requests/{request_id}"
        s3_client.put_object(Bucket=bucket, Key=key, Body=body)
        payload = {"InputLocation": f"s3://{bucket}/{key}"}
    answer = sagemaker_runtime_client.invoke_endpoint_async(
        EndpointName=endpoint,
        ContentType="application/json",
        InferenceId=request_id,
        # Later than this the caller has given up: do not pay for it.
        RequestTTLSeconds=3600,
        **payload,
    )
    return str(answer["OutputLocation"])


# --8<-- [end:send]
