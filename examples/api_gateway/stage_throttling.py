"""Limits what reaches a backend: a stage's default and one method.

Without them the backend is protected by the account's quota alone,
which is far above what most backends serve. The method has a limit of
its own, so that a storm of orders leaves the reads alone.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:rest]
def throttle_rest(
    apigateway_client: Any,
    api: str,
    stage: str,
    limits: dict[str, tuple[float, int]],
) -> None:
    """`limits` maps "POST /orders/{id}", or "*", to rate and burst."""
    operations = []
    for method, (rate, burst) in limits.items():
        where = "*/*" if method == "*" else setting_key(method)
        for name, value in (("rateLimit", rate), ("burstLimit", burst)):
            operations.append(
                {
                    "op": "replace",
                    "path": f"/{where}/throttling/{name}",
                    "value": str(value),
                }
            )
    apigateway_client.update_stage(
        restApiId=api, stageName=stage, patchOperations=operations
    )


def setting_key(method: str) -> str:
    verb, path = method.split(" ")
    # A JSON pointer: the slashes of the path are written as ~1.
    return f"{path.replace('/', '~1')}/{verb}"


# --8<-- [end:rest]


# --8<-- [start:http]
def throttle_http(
    apigatewayv2_client: Any,
    api: str,
    stage: str,
    rate: float,
    burst: int,
) -> None:
    apigatewayv2_client.update_stage(
        ApiId=api,
        StageName=stage,
        # The default of a route; RouteSettings gives one its own.
        # There is nothing for a single client on this type of API.
        DefaultRouteSettings={
            "ThrottlingRateLimit": rate,
            "ThrottlingBurstLimit": burst,
        },
    )


# --8<-- [end:http]
