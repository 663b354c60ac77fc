"""Answers for a token with a policy that may be cached for it.

API Gateway keeps the policy under the token and does not ask again for
the next method. A policy for the one method that was called first
refuses the second, or, with a wildcard, lets a reader write. So the
policy says all that the token may do, and nothing of the request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Claims = dict[str, Any]
ALLOWED = {
    "orders:read": [("GET", "orders"), ("GET", "orders/*")],
    "orders:write": [("POST", "orders"), ("PUT", "orders/*")],
}


# --8<-- [start:authorise]
def authorise(
    event: dict[str, Any], verify: Callable[[str], Claims | None]
) -> dict[str, Any]:
    token = event["authorizationToken"].removeprefix("Bearer ")
    claims = verify(token)
    if claims is None:
        # With exactly this message the client gets 401, else 500.
        raise PermissionError("Unauthorized")
    # arn:aws:execute-api:region:account:api/stage/GET/orders/7
    stage_arn = "/".join(event["methodArn"].split("/")[:2])
    resources = [
        f"{stage_arn}/{verb}/{path}"
        for scope in claims["scope"].split()
        for verb, path in ALLOWED.get(scope, [])
    ]
    return {
        "principalId": claims["sub"],
        "policyDocument": policy(resources, stage_arn),
        # Strings, numbers and booleans only. The backend reads them.
        "context": {"tenant": claims["tenant"]},
        # Meters and throttles the tenant, if the API takes its key
        # from the authoriser. It must be the value of an API key.
        "usageIdentifierKey": claims["meter"],
    }


# --8<-- [end:authorise]


# --8<-- [start:policy]
def policy(resources: list[str], stage_arn: str) -> dict[str, Any]:
    # A policy without a resource is malformed and answers 500. Who
    # may do nothing is refused everything.
    effect = "Allow" if resources else "Deny"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Action": "execute-api:Invoke",
                "Effect": effect,
                "Resource": resources or [f"{stage_arn}/*"],
            }
        ],
    }


# --8<-- [end:policy]
