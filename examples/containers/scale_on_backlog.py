"""Scales workers by how long a message waits, not by how busy they are.

Queue depth alone is no target: one more task does not lower it in
proportion. Messages for each task do.
"""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]


# --8<-- [start:target]
def backlog_a_task(
    wait_s: float, message_s: float, threads: int
) -> float:
    """Messages that one task may have waiting and still be in time."""
    return wait_s / message_s * threads


# --8<-- [end:target]


def metric(name: str, namespace: str, stat: str, **of: str) -> Item:
    dimensions = [{"Name": key, "Value": of[key]} for key in of]
    described = {
        "Namespace": namespace,
        "MetricName": name,
        "Dimensions": dimensions,
    }
    return {"Metric": described, "Stat": stat}


# --8<-- [start:policy]
def scale(
    application_autoscaling_client: Any,
    cluster: str,
    service: str,
    queue: str,
    target: float,
) -> None:
    scaled: Item = {
        "ServiceNamespace": "ecs",
        "ResourceId": f"service/{cluster}/{service}",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    application_autoscaling_client.register_scalable_target(
        # Not from zero: without a task there is nothing to divide by.
        **scaled,
        MinCapacity=1,
        MaxCapacity=200,
    )
    visible = metric(
        "ApproximateNumberOfMessagesVisible",
        "AWS/SQS",
        "Sum",
        QueueName=queue,
    )
    running = metric(
        "RunningTaskCount",
        "ECS/ContainerInsights",
        "Average",
        ClusterName=cluster,
        ServiceName=service,
    )
    application_autoscaling_client.put_scaling_policy(
        **scaled,
        PolicyName="backlog-per-task",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": target,
            "ScaleOutCooldown": 60,
            "ScaleInCooldown": 300,
            "CustomizedMetricSpecification": {
                "Metrics": [
                    {
                        "Id": "m1",
                        "MetricStat": visible,
                        "ReturnData": False,
                    },
                    {
                        "Id": "m2",
                        "MetricStat": running,
                        "ReturnData": False,
                    },
                    {"Id": "backlog", "Expression": "m1 / m2"},
                ]
            },
        },
    )


# --8<-- [end:policy]
