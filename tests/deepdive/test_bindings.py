from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scripts.deepdive.bindings import check_bindings, states_number
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
        (2, {"shape": "BillingMode", "enum": ["PROVISIONED", "PAY_PER_REQUEST"],
             "relation": "eq"}),
        (None, {"operation": "PutItem", "parameter": "Itm", "exists": False}),
        (4, {"shape": "CreateTableInput", "member": "GlobalSecondaryIndexes",
             "documentation": "index supports up to 4 partition keys"}),
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
        (10, {"shape": "CreateTableInput", "member": "GlobalSecondaryIndexes",
              "documentation": "must not exceed 10"},
         "botocore-contradiction", "must not exceed 100"),
        (500, {"shape": "LimitExceededException", "documentation": "500 tables"},
         "botocore-contradiction", 'to say "500 tables"'),
        (5, {"shape": "BillingMode", "enum": ["PROVISIONED"]}, "weak-binding", "do not prove 5"),
        (1, {"shape": "BillingMode", "enum": ["PROVISIONED"]}, "weak-binding", "do not prove 1"),
        # a slip of the pen on the way there would make any absence true
        (None, {"operation": "PutItms", "parameter": "Itm", "exists": False}, "unknown-in-model",
         "no operation 'PutItms'"),
        (None, {"operation": "PutItem", "parameter": "Itm.S", "exists": False}, "unknown-in-model",
         "did you mean 'Item'?"),
        (None, {"model": "acm", "operation": "GetAccountConfiguration", "parameter": "Arn",
                "exists": True}, "botocore-contradiction", "there is no input"),
        (None, {"model": "acm", "operation": "GetAccountConfiguration", "member": "Arn",
                "documentation": "some text"}, "unknown-in-model", "there is no input"),
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


@pytest.mark.parametrize(
    ("text", "value", "states"),
    [
        ("up to 2,500 tables", 2500, True),
        ("up to 2500 tables", 2500, True),
        ("up to 400KB each", 400, True),
        ("a 24-hour limit", 24, True),
        ("Either three replicas", 3, True),
        ("0.5 units", 0.5, True),
        ("up to 2,500 tables", 500, False),
        ("up to 1000 tables", 100, False),
        ("10.5 units", 10, False),
        ("twenty-five items", 5, False),
        ("thirteen items", 13, False),
        ("someone", 1, False),
    ],
)
def test_a_quotation_states_a_number_in_digits_or_in_a_word_up_to_twelve(
    text: str, value: float, states: bool
) -> None:
    assert states_number(text, value) is states


@pytest.mark.parametrize(
    "check",
    [
        {"documentation": "Creates a new item"},
        {"operation": "PutItem", "shape": "KeyList", "documentation": "Creates a new item"},
        {"operation": "PutItem", "exists": True, "exist": True},
    ],
)
def test_a_check_that_would_be_read_in_part_is_refused(check: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        found(None, check)


@pytest.mark.parametrize(
    ("check", "places"),
    [
        ({"shap": "KeyList", "bound": "max"}, [("BoundCheck", "shape"), ("BoundCheck", "shap")]),
        ({"shape": "KeyList", "boud": "max"}, [()]),
    ],
)
def test_a_slip_is_told_of_the_check_that_is_meant(
    check: dict[str, Any], places: list[tuple[str, ...]]
) -> None:
    with pytest.raises(ValidationError) as error:
        ADAPTER.validate_python({"model": "dynamodb", **check})
    assert [found["loc"] for found in error.value.errors()] == places


def test_no_bound_facts_is_a_failure() -> None:
    assert [problem.rule for problem in check_bindings([]).all_problems()] == ["nothing-checked"]
