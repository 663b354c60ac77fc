"""Blocks an address that tries passwords, before the API is asked.

A rate-based rule counts over a window and looks every few seconds. It
stops a guesser, not a spike: what reaches the backend in the first
seconds is for the throttle of the stage.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:rule]
def sign_in_rule(limit: int, window: int) -> dict[str, Any]:
    return {
        "Name": "sign-in-guesses",
        "Priority": 0,
        "Statement": {
            "RateBasedStatement": {
                "Limit": limit,
                "EvaluationWindowSec": window,
                "AggregateKeyType": "IP",
                # Only these requests are counted and blocked, so an
                # office behind one address can go on working.
                "ScopeDownStatement": {
                    "ByteMatchStatement": {
                        "SearchString": b"/v1/sign-in",
                        "FieldToMatch": {"UriPath": {}},
                        "PositionalConstraint": "ENDS_WITH",
                        "TextTransformations": [
                            # Or %73ign-in is not counted.
                            {"Priority": 0, "Type": "URL_DECODE"},
                            {"Priority": 1, "Type": "LOWERCASE"},
                        ],
                    }
                },
            }
        },
        # 429, as the API itself would say, and not WAF's 403: the
        # clients' one way of backing off then covers both.
        "Action": {"Block": {"CustomResponse": {"ResponseCode": 429}}},
        "VisibilityConfig": metrics("sign-in-guesses"),
    }


# --8<-- [end:rule]


def metrics(name: str) -> dict[str, Any]:
    return {
        "SampledRequestsEnabled": True,
        "CloudWatchMetricsEnabled": True,
        "MetricName": name,
    }


# --8<-- [start:attach]
def protect(wafv2_client: Any, stage_arn: str, limit: int) -> str:
    """`stage_arn` is a stage of a REST API; no HTTP API has one."""
    acl = wafv2_client.create_web_acl(
        Name="api",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        Rules=[sign_in_rule(limit, window=60)],
        VisibilityConfig=metrics("api"),
    )["Summary"]
    wafv2_client.associate_web_acl(
        WebACLArn=acl["ARN"], ResourceArn=stage_arn
    )
    return str(acl["ARN"])


# --8<-- [end:attach]
