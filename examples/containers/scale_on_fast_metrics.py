"""Target tracking that looks every 20 seconds instead of every minute.

It takes both halves: the service must publish the fine metric, and the
policy must name it. One half alone changes nothing.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:fast]
def look_faster(
    ecs_client: Any,
    application_autoscaling_client: Any,
    cluster: str,
    service: str,
) -> None:
    fine = {"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}
    ecs_client.update_service(
        cluster=cluster,
        service=service,
        monitoring={"metricConfigurations": [fine]},
    )
    application_autoscaling_client.put_scaling_policy(
        ServiceNamespace="ecs",
        ResourceId=f"service/{cluster}/{service}",
        ScalableDimension="ecs:service:DesiredCount",
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 65.0,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": (
                    "ECSServiceAverageCPUUtilizationHighResolution"
                )
            },
        },
    )


# --8<-- [end:fast]
