"""A canary that waits for a human before each shift of traffic.

Whoever does not answer has said no: when the pause runs out, ECS takes
the release back.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:canary]
def canary(
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
        deploymentConfiguration={
            "strategy": "CANARY",
            "canaryConfiguration": {
                "canaryPercent": 5.0,
                "canaryBakeTimeInMinutes": 10,
            },
            # The old tasks stay for this long: the way back.
            "bakeTimeInMinutes": 30,
            "alarms": {
                "enable": True,
                "rollback": True,
                "alarmNames": alarms,
            },
            "lifecycleHooks": [
                {
                    # Comes before every step: answer once before the
                    # canary and once more before the rest.
                    "targetType": "PAUSE",
                    "lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"],
                    "timeoutConfiguration": {
                        "timeoutInMinutes": 60,
                        "action": "ROLLBACK",
                    },
                }
            ],
        },
    )


# --8<-- [end:canary]


# --8<-- [start:answer]
def answer(
    ecs_client: Any, deployment: str, hook: str, approved: bool
) -> None:
    ecs_client.continue_service_deployment(
        serviceDeploymentArn=deployment,
        hookId=hook,  # from describe_service_deployments
        # Left out, the action is to go on. So it is never left out.
        action="CONTINUE" if approved else "ROLLBACK",
    )


# --8<-- [end:answer]
