"""Switches a blue/green deployment over, and refuses when it would
hurt.

AWS checks its own guardrails. It does not know how long your customers
bear not writing, nor how far behind you let green be.
"""

from __future__ import annotations

from typing import Any


class NotReady(Exception):
    """Why the switchover was refused; nothing has happened."""


# --8<-- [start:switch]
def switch_over(
    rds_client: Any,
    deployment: str,
    lag_seconds: float,
    lag_limit: float = 1,
    writes_may_stop: int = 60,
) -> None:
    found = rds_client.describe_blue_green_deployments(
        BlueGreenDeploymentIdentifier=deployment
    )["BlueGreenDeployments"]
    status = found[0]["Status"] if found else "MISSING"
    if status != "AVAILABLE":
        raise NotReady(f"deployment is {status}")
    late = [
        pair["TargetMember"]
        for pair in found[0]["SwitchoverDetails"]
        if pair["Status"] != "AVAILABLE"
    ]
    if late:
        raise NotReady(f"not yet built: {late}")
    # Writes stop until green has caught up, so the lag is downtime.
    if lag_seconds > lag_limit:
        raise NotReady(f"green is {lag_seconds} s behind")
    rds_client.switchover_blue_green_deployment(
        BlueGreenDeploymentIdentifier=deployment,
        # Past this AWS rolls back and blue goes on as before.
        SwitchoverTimeout=writes_may_stop,
    )


# --8<-- [end:switch]
