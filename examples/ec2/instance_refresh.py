"""A deployment by instance refresh that stops by itself and goes back.

Rollback works only from one numbered template version to another, so
that is checked before anything starts.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:start]
def deploy(
    autoscaling_client: Any,
    group: str,
    template: str,
    version: str,
    alarms: list[str],
) -> str:
    if not version.isdigit():
        raise ValueError(f"{version} cannot be rolled back to")
    answer = autoscaling_client.start_instance_refresh(
        AutoScalingGroupName=group,
        DesiredConfiguration={
            "LaunchTemplate": {
                "LaunchTemplateName": template,
                "Version": version,
            }
        },
        Preferences={
            # Launch before terminate: capacity never drops below full.
            "MinHealthyPercentage": 100,
            "MaxHealthyPercentage": 110,
            # One instance in twenty, then a look, then half, then all.
            "CheckpointPercentages": [5, 50, 100],
            "CheckpointDelay": 600,
            "BakeTime": 900,
            "SkipMatching": True,
            "AutoRollback": True,
            "AlarmSpecification": {"Alarms": alarms},
        },
    )
    return str(answer["InstanceRefreshId"])


# --8<-- [end:start]


# --8<-- [start:outcome]
def outcome(
    autoscaling_client: Any, group: str, refresh: str
) -> bool | None:
    """True if it is out, False if back or stuck, None while it runs."""
    found = autoscaling_client.describe_instance_refreshes(
        AutoScalingGroupName=group, InstanceRefreshIds=[refresh]
    )
    status = found["InstanceRefreshes"][0]["Status"]
    # A refresh that rolled back well is still a failed deployment.
    final = {
        "Successful": True,
        "RollbackSuccessful": False,
        "RollbackFailed": False,  # half old, half new: a human decides
        "Failed": False,
        "Cancelled": False,
    }
    return final.get(status)


# --8<-- [end:outcome]
