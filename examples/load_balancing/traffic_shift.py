"""Moves traffic from one target group to another, a share at a time.

It changes the listener's default action. A rule with conditions has an
action of its own and does not move with it.
"""

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
                    # Off: a sticky client stays with its group even
                    # at a weight of zero, so a way back would leave
                    # it on the bad version.
                    "TargetGroupStickinessConfig": {"Enabled": False},
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
    """Whether all traffic moved. If not, the old group has it all."""
    # A group that no listener names is "unused" and never checked. At
    # a weight of zero its targets are checked and get nothing.
    set_share(elbv2_client, listener, old, new, 0)
    for share in (0, *steps):
        if share:
            set_share(elbv2_client, listener, old, new, share)
        well = is_well(share)  # waits, and looks at alarms
        # With no healthy target the group would fail open.
        if not well or healthy(elbv2_client, new) < at_least:
            set_share(elbv2_client, listener, old, new, 0)
            return False
    return True


# --8<-- [end:shift]
