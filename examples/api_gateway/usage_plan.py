"""Gives a partner a rate, a burst and a quota of his own on a REST API.

A plan with one key each throttles partners apart from each other. The
numbers are targets, not ceilings, and the key is a meter, not a lock:
the method still needs an authoriser.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:plan]
def create_plan(
    apigateway_client: Any, api: str, stage: str, tier: str
) -> str:
    plan = apigateway_client.create_usage_plan(
        name=f"{tier}-{stage}",
        # Each key of the plan has this bucket for itself.
        throttle={"rateLimit": 20.0, "burstLimit": 40},
        quota={"limit": 500_000, "period": "MONTH"},
        apiStages=[
            {
                "apiId": api,
                "stage": stage,
                # The search is dear: a smaller bucket inside it,
                # and the first that a request has to pass.
                "throttle": {
                    "/search/GET": {
                        "rateLimit": 2.0,
                        "burstLimit": 5,
                    }
                },
            }
        ],
    )
    return str(plan["id"])


# --8<-- [end:plan]


# --8<-- [start:key]
def enrol(apigateway_client: Any, plan: str, partner: str) -> str:
    """A key for one partner; returns what he is to send."""
    key = apigateway_client.create_api_key(name=partner, enabled=True)
    apigateway_client.create_usage_plan_key(
        usagePlanId=plan, keyId=key["id"], keyType="API_KEY"
    )
    return str(key["value"])


# --8<-- [end:key]
