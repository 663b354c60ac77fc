"""Leaving a grey zone, after checking that the others can carry it.

A shift into too little capacity turns one sick zone into three.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:check]
def can_leave(serving: dict[str, int], needed: int, zone: str) -> bool:
    """Whether the other zones serve the load with what runs now.

    What would have to be launched does not count: on such a day
    launches fail, or come late.
    """
    if zone not in serving:
        raise ValueError(f"no capacity in {zone}")
    return sum(serving.values()) - serving[zone] >= needed


# --8<-- [end:check]


# --8<-- [start:shift]
def leave(
    arc_zonal_shift_client: Any, resource: str, zone_id: str, hours: int
) -> str:
    """`resource`: an ARN. The load balancer's moves the requests, the
    group's keeps launches out of the zone; leaving takes both.
    """
    answer = arc_zonal_shift_client.start_zonal_shift(
        resourceIdentifier=resource,
        awayFrom=zone_id,  # use1-az2: names such as us-east-1a differ
        # It ends by itself, so that nobody forgets it for a month.
        expiresIn=f"{hours}h",
        comment="grey zone, see the incident channel",
    )
    return str(answer["zonalShiftId"])


# --8<-- [end:shift]
