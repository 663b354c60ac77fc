"""Keeps environments warm by use, and raises the floor before a peak.

Target tracking follows the load and so comes after it. What is known
beforehand, the morning or a sale, belongs in a scheduled action. Both
stand still while the alias splits its traffic for a release.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


# --8<-- [start:alias]
def release(lambda_client: Any, function: str, canary: float) -> str:
    """Publish the code and send a share of the alias's calls to it."""
    version = lambda_client.publish_version(FunctionName=function)
    # Not ready yet: with SnapStart this takes minutes, and calls that
    # the alias sent there meanwhile would fail.
    lambda_client.get_waiter("published_version_active").wait(
        FunctionName=function, Qualifier=version["Version"]
    )
    lambda_client.update_alias(
        FunctionName=function,
        Name="live",
        RoutingConfig={
            "AdditionalVersionWeights": {version["Version"]: canary}
        },
    )
    return str(version["Version"])


# --8<-- [end:alias]


# --8<-- [start:target]
def keep_warm(
    application_autoscaling_client: Any,
    function: str,
    low: int,
    high: int,
) -> None:
    """Keep about 70 per cent of the warm environments busy."""
    resource = f"function:{function}:live"
    application_autoscaling_client.register_scalable_target(
        ServiceNamespace="lambda",
        ResourceId=resource,
        ScalableDimension="lambda:function:ProvisionedConcurrency",
        MinCapacity=low,
        MaxCapacity=high,
    )
    metric = "LambdaProvisionedConcurrencyUtilization"
    application_autoscaling_client.put_scaling_policy(
        PolicyName=f"{function}-warm",
        ServiceNamespace="lambda",
        ResourceId=resource,
        ScalableDimension="lambda:function:ProvisionedConcurrency",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 0.7,  # a share here, not a percentage
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": metric
            },
        },
    )


# --8<-- [end:target]


# --8<-- [start:schedule]
def raise_floor(
    application_autoscaling_client: Any,
    function: str,
    at: datetime,
    low: int,
    high: int,
) -> None:
    """Once, before the doors open; another action lowers it again."""
    at = at.astimezone(UTC)
    application_autoscaling_client.put_scheduled_action(
        ServiceNamespace="lambda",
        ScheduledActionName=f"{function}-{at:%Y-%m-%d-%H%M}",
        ResourceId=f"function:{function}:live",
        ScalableDimension="lambda:function:ProvisionedConcurrency",
        Schedule=f"at({at:%Y-%m-%dT%H:%M:%S})",
        Timezone="UTC",
        ScalableTargetAction={"MinCapacity": low, "MaxCapacity": high},
    )


# --8<-- [end:schedule]
