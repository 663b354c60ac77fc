"""A rolling deployment that takes itself back, and says so.

The breaker sees tasks that do not start or fail their health checks.
The alarms see tasks that are healthy and wrong. Neither tells the
pipeline: a service that was rolled back is as stable as any other.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:update]
def update(
    ecs_client: Any,
    cluster: str,
    service: str,
    wanted: str,
    alarms: list[str],
) -> None:
    ecs_client.update_service(
        cluster=cluster,
        service=service,
        taskDefinition=wanted,
        availabilityZoneRebalancing="ENABLED",
        # A slow start within this time is no failure.
        healthCheckGracePeriodSeconds=60,
        deploymentConfiguration={
            "minimumHealthyPercent": 100,
            "maximumPercent": 200,
            "deploymentCircuitBreaker": {
                "enable": True,
                "rollback": True,
                # By default half of the service must fail first.
                "thresholdConfiguration": {"type": "COUNT", "value": 5},
            },
            # Alarms on what customers notice, not on CPU.
            "alarms": {
                "enable": True,
                "rollback": True,
                "alarmNames": alarms,
            },
        },
    )


# --8<-- [end:update]


# --8<-- [start:released]
def released(
    ecs_client: Any, cluster: str, service: str, wanted: str
) -> bool | None:
    """Whether `wanted` is what runs now; None while nobody can say.

    Ask some seconds after the update: an earlier read may still show
    the old deployment, complete.
    """
    [found] = ecs_client.describe_services(
        cluster=cluster, services=[service]
    )["services"]
    primary = next(
        deployment
        for deployment in found["deployments"]
        if deployment["status"] == "PRIMARY"
    )
    if primary["rolloutState"] == "IN_PROGRESS":
        return None
    # After a rollback the old definition is primary and complete: the
    # waiter `services_stable` would be content with that.
    done: bool = primary["rolloutState"] == "COMPLETED"
    return done and primary["taskDefinition"] == wanted


# --8<-- [end:released]
