from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import TypeAdapter

from scripts.deepdive.bindings import check_bindings
from scripts.deepdive.checks import Check

ADAPTER: TypeAdapter[Check] = TypeAdapter(Check)


@dataclass(frozen=True)
class Fact:
    value: float | None
    check: Check
    id: str = "dynamodb.x"
    text: str | None = None
    place: tuple[str, int, int] = ("data/facts/dynamodb.yml", 8, 3)


def found(value: float | None, check: dict[str, Any]) -> list[str]:
    fact = Fact(value, ADAPTER.validate_python({"model": "dynamodb", **check}))
    return [str(problem) for problem in check_bindings([fact]).problems]


@pytest.mark.parametrize(
    ("value", "check"),
    [
        (100, {"shape": "KeyList", "bound": "max"}),
        (50, {"shape": "KeyList", "bound": "max", "relation": "ge"}),
        (7, {"shape": "KeyList", "bound": "max", "value": 100}),
        (None, {"shape": "BillingMode", "enum": ["PROVISIONED"]}),
        (None, {"shape": "BillingMode", "enum": ["PROVISIONED", "PAY_PER_REQUEST"],
                "relation": "eq"}),
        (None, {"operation": "SearchVectors", "exists": True}),
        (None, {"operation": "PutItem", "parameter": "Item.S", "exists": True}),
        (None, {"operation": "PutItems", "exists": False}),
        (400, {"operation": "BatchWriteItem", "documentation": "can be up to 400 KB once stored"}),
        (20, {"shape": "CreateTableInput", "member": "GlobalSecondaryIndexes",
              "documentation": "the maximum is 20"}),
    ],
)  # fmt: skip
def test_what_the_model_says_holds(value: float | None, check: dict[str, Any]) -> None:
    assert found(value, check) == []


@pytest.mark.parametrize(
    ("value", "check", "rule", "what"),
    [
        (25, {"shape": "KeyList", "bound": "max"}, "botocore-contradiction",
         "expected dynamodb KeyList.max = 25, the model says 100"),
        (200, {"shape": "KeyList", "bound": "max", "relation": "ge"}, "botocore-contradiction",
         "expected dynamodb KeyList.max at least 200, the model says 100"),
        (1, {"shape": "BillingMode", "bound": "max"}, "botocore-contradiction", "no such bound"),
        (None, {"shape": "KeyList", "bound": "max"}, "weak-binding", "has no number"),
        (None, {"shape": "BillingMode", "enum": ["FREE"]}, "botocore-contradiction",
         "the model says PROVISIONED, PAY_PER_REQUEST"),
        (None, {"shape": "BillingMode", "enum": ["PROVISIONED"], "relation": "eq"},
         "botocore-contradiction", "the model says PROVISIONED, PAY_PER_REQUEST"),
        (None, {"operation": "PutItems", "exists": True}, "botocore-contradiction",
         "expected dynamodb PutItems to exist"),
        (None, {"operation": "PutItem", "exists": False}, "botocore-contradiction",
         "expected dynamodb PutItem not to exist"),
        (5, {"operation": "PutItem", "exists": True}, "weak-binding", "does not prove a number"),
        (None, {"operation": "PutItem", "parameter": "Itm", "exists": True},
         "botocore-contradiction", "did you mean 'Item'?"),
        (256, {"operation": "BatchWriteItem", "documentation": "can be up to 256 KB once stored"},
         "botocore-contradiction", "400 KB once stored"),
        (256, {"operation": "BatchWriteItem", "documentation": "can be up to 400 KB once stored"},
         "weak-binding", "does not state 256"),
        (40, {"operation": "BatchWriteItem", "documentation": "can be up to 400 KB once stored"},
         "weak-binding", "does not state 40"),
        (1, {"shape": "KeyLists", "bound": "max"}, "unknown-in-model", "has no shape 'KeyLists'"),
        (1, {"model": "dynamdb", "shape": "KeyList", "bound": "max"}, "unknown-in-model",
         "did you mean 'dynamodb'?"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_named_with_fact_expected_and_found(
    value: float | None, check: dict[str, Any], rule: str, what: str
) -> None:
    problems = found(value, check)
    assert len(problems) == 1
    assert problems[0].startswith(f"data/facts/dynamodb.yml:8:3: {rule}: 'dynamodb.x': ")
    assert what in problems[0]


def test_no_bound_facts_is_a_failure() -> None:
    assert [problem.rule for problem in check_bindings([]).all_problems()] == ["nothing-checked"]
