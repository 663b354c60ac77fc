"""Fargate Spot above a base that keeps the promise alone.

Guarantees: the number of tasks that are left when every Spot task goes
in the same minute is known, and is not below what the promise needs.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:left]
def left_without_spot(
    desired: int, base: int, weight: int, spot_weight: int
) -> int:
    """Tasks that no interruption can take."""
    beyond = max(0, desired - base)
    return min(desired, base) + beyond * weight // (
        weight + spot_weight
    )


# --8<-- [end:left]


# --8<-- [start:strategy]
def use_spot(
    ecs_client: Any,
    cluster: str,
    service: str,
    desired: int,
    needed: int,
) -> None:
    base, weight, spot_weight = needed, 1, 3
    if left_without_spot(desired, base, weight, spot_weight) < needed:
        raise ValueError(
            f"{desired} tasks cannot keep {needed} off Spot"
        )
    ecs_client.update_service(
        cluster=cluster,
        service=service,
        # Only one provider may have a base. It is filled first.
        capacityProviderStrategy=[
            {
                "capacityProvider": "FARGATE",
                "base": base,
                "weight": weight,
            },
            {"capacityProvider": "FARGATE_SPOT", "weight": spot_weight},
        ],
        # A strategy is for new tasks; this replaces the running ones.
        forceNewDeployment=True,
    )


# --8<-- [end:strategy]
