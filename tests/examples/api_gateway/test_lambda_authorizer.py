from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

import pytest

from examples.api_gateway import lambda_authorizer

STAGE = "arn:aws:execute-api:us-east-1:123456789012:abc123/prod"
TOKENS = {
    "reader": {"sub": "r", "tenant": "t1", "meter": "m1", "scope": "orders:read"},
    "writer": {"sub": "w", "tenant": "t1", "meter": "m1", "scope": "orders:read orders:write"},
    "guest": {"sub": "g", "tenant": "t2", "meter": "m2", "scope": "profile"},
}


def answer(token: str, first: str) -> Any:
    event = {"authorizationToken": f"Bearer {token}", "methodArn": f"{STAGE}/{first}"}
    return lambda_authorizer.authorise(event, TOKENS.get)


def lets(policy: Any, call: str) -> bool:
    """What API Gateway does with a cached policy: matches the next call against it."""
    [statement] = policy["policyDocument"]["Statement"]
    hit = any(fnmatchcase(f"{STAGE}/{call}", pattern) for pattern in statement["Resource"])
    return hit and statement["Effect"] == "Allow"


def test_a_policy_cached_at_the_first_call_answers_rightly_for_the_next() -> None:
    cached = answer("reader", "GET/orders")
    assert lets(cached, "GET/orders")
    assert lets(cached, "GET/orders/7")
    assert not lets(cached, "PUT/orders/7")
    assert not lets(cached, "POST/orders")


def test_the_answer_depends_on_the_token_and_not_on_the_call() -> None:
    assert answer("writer", "GET/orders") == answer("writer", "PUT/orders/7")
    assert lets(answer("writer", "GET/orders"), "PUT/orders/7")


def test_a_token_without_rights_is_refused_everything() -> None:
    refused = answer("guest", "GET/orders")
    assert not lets(refused, "GET/orders")
    assert refused["policyDocument"]["Statement"][0]["Effect"] == "Deny"


def test_no_stage_but_this_one_is_opened() -> None:
    [statement] = answer("writer", "GET/orders")["policyDocument"]["Statement"]
    assert all(arn.startswith(f"{STAGE}/") for arn in statement["Resource"])


def test_an_unknown_token_gets_the_message_that_means_401() -> None:
    with pytest.raises(PermissionError) as raised:
        answer("forged", "GET/orders")
    assert str(raised.value) == "Unauthorized"


def test_the_tenant_reaches_the_backend_and_the_meter() -> None:
    given = answer("writer", "GET/orders")
    assert given["context"] == {"tenant": "t1"}
    assert given["usageIdentifierKey"] == "m1"
