"""Two metrics that halve when the group doubles, so tracking converges.

A web tier follows requests for each target, a worker tier the messages
that wait for each instance. The length of the queue alone would not do:
it says nothing about how many already work on it.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:requests]
def follow_requests(
    autoscaling_client: Any, group: str, label: str, a_minute: float
) -> None:
    """`label` is app/<load balancer>/<id>/targetgroup/<name>/<id>."""
    autoscaling_client.put_scaling_policy(
        AutoScalingGroupName=group,
        PolicyName="requests-per-target",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ALBRequestCountPerTarget",
                "ResourceLabel": label,
            },
            "TargetValue": a_minute,  # well below what one can take
        },
    )


# --8<-- [end:requests]


# --8<-- [start:target]
def backlog_target(acceptable_s: float, message_s: float) -> float:
    """How many messages may wait for one instance."""
    if message_s > acceptable_s:
        raise ValueError("one message takes longer than any may wait")
    return acceptable_s / message_s


# --8<-- [end:target]


# --8<-- [start:backlog]
def follow_backlog(
    autoscaling_client: Any, group: str, queue: str, target: float
) -> None:
    waiting = _metric(
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        ("QueueName", queue),
    )
    serving = _metric(
        "AWS/AutoScaling",
        "GroupInServiceInstances",
        ("AutoScalingGroupName", group),
    )
    # The group publishes its size only when it is asked to.
    autoscaling_client.enable_metrics_collection(
        AutoScalingGroupName=group,
        Granularity="1Minute",
        Metrics=["GroupInServiceInstances"],
    )
    # From zero instances there is no quotient, hence no way back: keep
    # the minimum at one.
    quotient = {"Id": "backlog", "Expression": "waiting / serving"}
    metrics = [
        {"Id": "waiting", "MetricStat": waiting, "ReturnData": False},
        {"Id": "serving", "MetricStat": serving, "ReturnData": False},
        quotient,
    ]
    autoscaling_client.put_scaling_policy(
        AutoScalingGroupName=group,
        PolicyName="backlog-per-instance",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "CustomizedMetricSpecification": {"Metrics": metrics},
            "TargetValue": target,
        },
    )


# --8<-- [end:backlog]


def _metric(
    namespace: str, name: str, dimension: tuple[str, str]
) -> dict[str, Any]:
    metric = {
        "Namespace": namespace,
        "MetricName": name,
        "Dimensions": [{"Name": dimension[0], "Value": dimension[1]}],
    }
    return {"Metric": metric, "Stat": "Average"}
