"""Moves traffic to the other Region with ARC's data plane alone.

No record is changed, nothing is created, and no endpoint in one Region
is needed: the cluster answers in five, and any of them will do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError


class Endpoint(NamedTuple):
    """One of the cluster's, kept in the runbook and not looked up.

    DescribeCluster is control plane: on the day it may not answer.
    """

    region: str
    url: str


class NoEndpointAnswered(Exception):
    """All were tried; the errors stand beside their Regions."""


# --8<-- [start:switch]
def switch(
    endpoints: Sequence[Endpoint],
    connect: Callable[[Endpoint], Any],
    leave: str,
    enter: str,
    override: Sequence[str] = (),
) -> str:
    """Traffic leaves one Region and enters another, in one change.

    Returns the Region that took the change. `override` names safety
    rules to break, so it is empty but for the worst night.
    """
    errors: list[str] = []
    # another order each time, so that each path is in use
    for endpoint in random.sample(endpoints, len(endpoints)):
        try:
            change(connect(endpoint), leave, enter, override)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in {"ConflictException", "ValidationException"}:
                raise  # a safety rule said no; so will the others
            errors.append(f"{endpoint.region}: {code}")
        except BotoCoreError as error:  # no route, no answer
            errors.append(f"{endpoint.region}: {error}")
        else:
            return endpoint.region
    raise NoEndpointAnswered("; ".join(errors))


# --8<-- [end:switch]


# --8<-- [start:change]
def change(
    route53_recovery_cluster_client: Any,
    leave: str,
    enter: str,
    override: Sequence[str],
) -> None:
    states = ((enter, "On"), (leave, "Off"))
    # one call: two of them could leave both off in between
    route53_recovery_cluster_client.update_routing_control_states(
        UpdateRoutingControlStateEntries=[
            {"RoutingControlArn": control, "RoutingControlState": state}
            for control, state in states
        ],
        SafetyRulesToOverride=list(override),
    )


# --8<-- [end:change]


# --8<-- [start:connect]
def connector(session: Any, config: Any) -> Callable[[Endpoint], Any]:
    """Give it a config with short timeouts and a single attempt.

    The next endpoint is the retry, and it is in another Region.
    """

    def connect(endpoint: Endpoint) -> Any:
        return session.client(
            "route53-recovery-cluster",
            region_name=endpoint.region,
            endpoint_url=endpoint.url,
            config=config,
        )

    return connect


# --8<-- [end:connect]
