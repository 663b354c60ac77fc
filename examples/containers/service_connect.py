"""Moves callers to a Service Connect name without a moment in between.

A task sees only the endpoints that existed when it started. So the
called service goes first, and its callers start anew when it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Item = dict[str, Any]


# --8<-- [start:settings]
def called(namespace: str, port_name: str, name: str) -> Item:
    """Settings of a service that others call as http://<name>."""
    return {
        "enabled": True,
        "namespace": namespace,
        "services": [
            {
                "portName": port_name,
                "clientAliases": [{"port": 80, "dnsName": name}],
                # Longer than the slowest answer that anyone waits
                # for, shorter than the caller's own timeout.
                "timeout": {"perRequestTimeoutSeconds": 2},
            }
        ],
    }


def calling(namespace: str) -> Item:
    """Settings of a service that only calls."""
    return {"enabled": True, "namespace": namespace}


# --8<-- [end:settings]


# --8<-- [start:roll-out]
def roll_out(
    ecs_client: Any,
    cluster: str,
    server: tuple[str, Item],
    callers: dict[str, Item],
    wait_for: Callable[[str], None],
) -> None:
    """`wait_for` returns when a service runs what was asked for.

    It raises if ECS took the change back: then nothing more is touched.
    """
    service, settings = server
    ecs_client.update_service(
        cluster=cluster,
        service=service,
        serviceConnectConfiguration=settings,
    )
    wait_for(service)
    # One caller at a time, so that a wrong setting stops at the first.
    for caller, its_settings in callers.items():
        ecs_client.update_service(
            cluster=cluster,
            service=caller,
            serviceConnectConfiguration=its_settings,
            forceNewDeployment=True,
        )
        wait_for(caller)


# --8<-- [end:roll-out]
