from __future__ import annotations

import json
from typing import Any

import boto3
from botocore.stub import Stubber

from examples.orchestration import one_state_under_test as under_test

CART = {"cart": {"lines": [{"price": 3, "count": 2}, {"price": 1, "count": 4}]}}
PAID = {"result": json.dumps({"Payload": {"receipt": "r-1"}})}


THROTTLED = {"errorOutput": {"error": "Lambda.TooManyRequestsException", "cause": "busy"}}


def tried(
    answer: dict[str, Any], mock: dict[str, Any], retries: int | None = None
) -> dict[str, Any]:
    client = boto3.client("stepfunctions")
    with Stubber(client) as stub:
        expected = {
            "definition": json.dumps(under_test.CHARGE),
            "input": "{}",
            "variables": json.dumps(CART),
            "context": json.dumps({"Execution": {"Name": "order-1"}}),
            "mock": mock,
            "stateConfiguration": {} if retries is None else {"retrierRetryCount": retries},
            "inspectionLevel": "DEBUG",
        }
        stub.add_response("test_state", answer, expected)
        found = under_test.try_state(client, under_test.CHARGE, CART, mock, retries)
        stub.assert_no_pending_responses()
    return found


def test_it_says_where_the_state_goes_and_what_it_leaves() -> None:
    answer = {
        "status": "SUCCEEDED",
        "nextState": "Ship",
        "inspectionData": {
            "variables": json.dumps(CART | {"receipt": "r-1"}),
            "afterArguments": json.dumps({"FunctionName": "charge", "Payload": {"amount": 10}}),
        },
    }
    found = tried(answer, PAID)
    assert (found["status"], found["next"]) == ("SUCCEEDED", "Ship")
    assert found["variables"]["receipt"] == "r-1"
    assert found["sent"]["Payload"]["amount"] == 10


def test_a_retry_can_be_looked_at_without_waiting() -> None:
    found = tried({"status": "RETRIABLE"}, THROTTLED, retries=2)
    assert found == {"status": "RETRIABLE", "next": None, "variables": {}, "sent": {}}


def test_an_answer_that_never_came_is_not_taken_for_a_no() -> None:
    declined, rest = under_test.CHARGE["Catch"]
    assert declined["ErrorEquals"] == ["Declined"]
    assert rest["ErrorEquals"] == ["States.ALL"]
    assert rest["Next"] != declined["Next"]


def test_the_state_speaks_one_query_language() -> None:
    state = under_test.CHARGE
    assert state["QueryLanguage"] == "JSONata"
    # fields of JSONPath beside JSONata are refused by the service
    assert not {"Parameters", "ResultPath", "InputPath", "OutputPath", "ResultSelector"} & set(
        state
    )
    expressions = [text for text in json.dumps(state).split('"') if text.startswith("{%")]
    assert len(expressions) == 3
    assert all(text.endswith("%}") for text in expressions)
