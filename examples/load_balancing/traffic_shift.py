"""Moves traffic from one target group to another, a share at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

WHOLE = 100


# --8<-- [start:weights]
def set_share(
    elbv2_client: Any, listener: str, old: str, new: str, share: int
) -> None:
    """The new group gets `share` of a hundred of new requests."""
    elbv2_client.modify_listener(
        ListenerArn=listener,
        DefaultActions=[
            {
                "Type": "forward",
                "ForwardConfig": {
                    "TargetGroups": [
                        {
                            "TargetGroupArn": old,
                            "Weight": WHOLE - share,
                        },
                        {"TargetGroupArn": new, "Weight": share},
                    ],
                    # who comes back must not hop between versions
                    "TargetGroupStickinessConfig": {
                        "Enabled": True,
                        "DurationSeconds": 600,
                    },
                },
            }
        ],
    )


# --8<-- [end:weights]


# --8<-- [start:healthy]
def healthy(elbv2_client: Any, group: str) -> int:
    """How many targets of a group pass their checks."""
    found = elbv2_client.describe_target_health(TargetGroupArn=group)
    return sum(
        each["TargetHealth"]["State"] == "healthy"
        for each in found["TargetHealthDescriptions"]
    )


# --8<-- [end:healthy]


# --8<-- [start:shift]
def shift(
    elbv2_client: Any,
    listener: str,
    old: str,
    new: str,
    is_well: Callable[[int], bool],
    steps: Iterable[int] = (1, 10, 50, WHOLE),
    at_least: int = 1,
) -> bool:
    """Whether all traffic moved. If not, all of it is back."""
    if healthy(elbv2_client, new) < at_least:
        return False  # with no healthy target it would fail open
    for share in steps:
        set_share(elbv2_client, listener, old, new, share)
        if not is_well(share):  # waits, and looks at alarms
            set_share(elbv2_client, listener, old, new, 0)
            return False
    return True


# --8<-- [end:shift]
