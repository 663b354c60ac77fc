from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.dynamodb import streams_handler


def record(sequence: int, event: str, order: str, status: str, version: int) -> dict[str, Any]:
    image = {
        "pk": {"S": order},
        "order_status": {"S": status},
        "version": {"N": str(version)},
    }
    side = "OldImage" if event == "REMOVE" else "NewImage"
    return {"eventName": event, "dynamodb": {"SequenceNumber": str(sequence), side: image}}


HISTORY = [
    record(100, "INSERT", "a", "PLACED", 1),
    record(101, "INSERT", "b", "PLACED", 1),
    record(102, "MODIFY", "a", "PAID", 2),
    record(103, "MODIFY", "a", "SHIPPED", 3),
    record(104, "REMOVE", "b", "PLACED", 1),
]


@pytest.fixture
def shown(simple_table: Any) -> Any:
    return simple_table


def run(table: Any, records: list[dict[str, Any]]) -> Any:
    return streams_handler.handle(
        {"Records": records}, lambda one: streams_handler.project(table, one)
    )


def state(table: Any) -> dict[str, Any]:
    return {
        item["pk"]: (item["order_status"], int(item["version"]), item["deleted"])
        for item in table.scan()["Items"]
    }


FINAL = {"a": ("SHIPPED", 3, False), "b": ("PLACED", 1, True)}


def test_a_good_batch_reports_no_failure(shown: Any) -> None:
    assert run(shown, HISTORY) == {"batchItemFailures": []}
    assert state(shown) == FINAL


def test_stops_at_the_first_failure_and_names_it() -> None:
    applied: list[str] = []

    def apply(one: Any) -> None:
        if one["dynamodb"]["SequenceNumber"] in {"102", "104"}:
            raise ValueError("bad record")
        applied.append(one["dynamodb"]["SequenceNumber"])

    answer = streams_handler.handle({"Records": HISTORY}, apply)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "102"}]}
    assert applied == ["100", "101"]


def test_a_batch_that_is_sent_again_never_goes_back(shown: Any) -> None:
    run(shown, HISTORY)
    for one in HISTORY:
        assert run(shown, [one]) == {"batchItemFailures": []}
        assert state(shown) == FINAL


def test_a_failure_of_the_table_is_not_swallowed(shown: Any, answers: Any) -> None:
    answers(shown.meta.client, "PutItem", {}, {"__type": "ProvisionedThroughputExceededException"})
    assert run(shown, HISTORY) == {"batchItemFailures": [{"itemIdentifier": "101"}]}


def test_the_mapping_asks_for_partial_batch_responses() -> None:
    client = boto3.client("lambda")
    with Stubber(client) as stub:
        expected = {
            "FunctionName": "projection",
            "EventSourceArn": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/1",
            "StartingPosition": "TRIM_HORIZON",
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "MaximumRetryAttempts": 5,
            "BisectBatchOnFunctionError": True,
            "DestinationConfig": {
                "OnFailure": {"Destination": "arn:aws:sqs:us-east-1:123456789012:bad-records"}
            },
        }
        stub.add_response(
            "create_event_source_mapping",
            {"FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:projection"},
            expected,
        )
        streams_handler.subscribe(
            client,
            "projection",
            "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/1",
            "arn:aws:sqs:us-east-1:123456789012:bad-records",
        )
        stub.assert_no_pending_responses()
