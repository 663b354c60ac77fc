"""Tells a throttled client of a REST API how long to stay away.

API Gateway answers 429 without being asked, but when to come back is
for you to say. Without it clients guess, and guess at the same moment.
"""

from __future__ import annotations

import json
from typing import Any


# --8<-- [start:throttled]
def explain_throttling(
    apigateway_client: Any, api: str, wait: int
) -> None:
    """Takes effect with the next deployment of the stage."""
    # A rate comes back with the next token, a spent quota only with
    # the next day, week or month: two answers, not one.
    for kind, seconds, code in (
        ("THROTTLED", wait, "slow_down"),
        ("QUOTA_EXCEEDED", 3600, "quota_spent"),
    ):
        apigateway_client.put_gateway_response(
            restApiId=api,
            responseType=kind,
            statusCode="429",
            responseParameters={
                # In quotes it is a value, without them a mapping.
                "gatewayresponse.header.Retry-After": f"'{seconds}'"
            },
            responseTemplates={
                "application/json": json.dumps(
                    {"error": code, "request": "$context.requestId"}
                )
            },
        )


# --8<-- [end:throttled]
