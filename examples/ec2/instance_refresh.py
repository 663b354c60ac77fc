"""A deployment by instance refresh that stops by itself and goes back.

Rollback works only from one numbered template version to another, so
both are checked before anything starts. What else would prevent it, an
image from Parameter Store in the template, is not looked for here.
"""

from __future__ import annotations

import copy
from typing import Any


# --8<-- [start:start]
def deploy(
    autoscaling_client: Any,
    group: str,
    version: str,
    alarms: list[str],
) -> str:
    """Moves the group's own template to that version."""
    wanted = desired(_read(autoscaling_client, group), version)
    answer = autoscaling_client.start_instance_refresh(
        AutoScalingGroupName=group,
        DesiredConfiguration=wanted,
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


# --8<-- [start:desired]
def desired(group: Any, version: str) -> dict[str, Any]:
    """The group's configuration with only the version changed."""
    mixed = group.get("MixedInstancesPolicy")
    if mixed:
        # All of it: a bare template instead would drop the list of
        # types and the Spot share along with the old version.
        wanted = {"MixedInstancesPolicy": copy.deepcopy(mixed)}
        template = wanted["MixedInstancesPolicy"]["LaunchTemplate"]
        pinned = template["LaunchTemplateSpecification"]
        for one in template.get("Overrides", []):
            if "LaunchTemplateSpecification" in one:
                raise ValueError("a type has a template of its own")
    else:
        wanted = {"LaunchTemplate": dict(group["LaunchTemplate"])}
        pinned = wanted["LaunchTemplate"]
    # Where it comes from counts as much as where it goes: a group
    # that follows $Latest has no version to return to.
    for one in (version, pinned.get("Version", "$Default")):
        if not one.isdigit():
            raise ValueError(f"{one!r} cannot be rolled back")
    pinned["Version"] = version
    # Answers carry the id and the name; a request takes one of them.
    pinned.pop("LaunchTemplateName", None)
    return wanted


# --8<-- [end:desired]


def _read(autoscaling_client: Any, group: str) -> Any:
    found = autoscaling_client.describe_auto_scaling_groups(
        AutoScalingGroupNames=[group]
    )
    return found["AutoScalingGroups"][0]


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
