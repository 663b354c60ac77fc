"""A forecast that first only watches, and acts once it is good.

Predictive scaling never scales in and never sees what has no pattern,
so it goes beside a target tracking policy and does not replace it.
"""

from __future__ import annotations

from typing import Any

POLICY = "daily-pattern"


# --8<-- [start:policy]
def forecast(
    autoscaling_client: Any,
    group: str,
    cpu: float,
    boot_s: int,
    *,
    scale: bool = False,
) -> None:
    autoscaling_client.put_scaling_policy(
        AutoScalingGroupName=group,
        PolicyName=POLICY,
        PolicyType="PredictiveScaling",
        PredictiveScalingConfiguration={
            "Mode": "ForecastAndScale" if scale else "ForecastOnly",
            "MetricSpecifications": [
                {
                    "TargetValue": cpu,
                    "PredefinedMetricPairSpecification": {
                        "PredefinedMetricType": "ASGCPUUtilization"
                    },
                }
            ],
            # The forecast is for the full hour; be ready before it.
            "SchedulingBufferTime": boot_s,
            # A wrong forecast must not outgrow what was budgeted.
            "MaxCapacityBreachBehavior": "HonorMaxCapacity",
        },
    )


# --8<-- [end:policy]


# --8<-- [start:judge]
def worst_shortfall(
    forecast_capacity: list[float], needed: list[float]
) -> float:
    """How far below the need the worst hour of the forecast was.

    One hour that is too low is an incident; an average hides it.
    """
    hours = list(zip(forecast_capacity, needed, strict=True))
    if len(hours) < 24 * 7:
        raise ValueError("judge at least one whole week")
    return max(
        max(0.0, (need - got) / need) for got, need in hours if need > 0
    )


# --8<-- [end:judge]
