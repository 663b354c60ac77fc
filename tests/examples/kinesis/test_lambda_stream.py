from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.kinesis import lambda_stream

STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:billing"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:bad-batches"


def record(sequence: int, body: Any) -> dict[str, Any]:
    data = b64encode(json.dumps(body).encode()).decode()
    return {"kinesis": {"sequenceNumber": str(sequence), "data": data}}


def window(
    *pages: str, state: Any = None, final: bool = False, early: bool = False
) -> dict[str, Any]:
    return {
        "Records": [record(n, {"page": page}) for n, page in enumerate(pages)],
        "state": state,
        "isFinalInvokeForWindow": final,
        "isWindowTerminatedEarly": early,
        "window": {"start": "2026-11-25T10:00:00Z", "end": "2026-11-25T10:01:00Z"},
    }


def test_stops_at_the_first_failure_and_names_it() -> None:
    applied: list[int] = []

    def apply(body: Any) -> None:
        if body in (3, 5):
            raise ValueError("bad record")
        applied.append(body)

    event = {"Records": [record(100 + n, n) for n in range(1, 6)]}
    answer = lambda_stream.handle(event, apply)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "103"}]}
    assert applied == [1, 2]


def test_a_good_batch_reports_no_failure() -> None:
    assert lambda_stream.handle({"Records": [record(1, {})]}, lambda _: None) == {
        "batchItemFailures": []
    }


def test_a_window_carries_its_state_and_emits_once() -> None:
    emitted: list[tuple[Any, Any]] = []

    def emit(span: Any, counts: Any) -> None:
        emitted.append((span["start"], counts))

    first = lambda_stream.count(window("home", "cart"), emit)
    assert first == {"state": {"home": 1, "cart": 1}}
    second = lambda_stream.count(window("home", state=first["state"]), emit)
    assert not emitted
    last = lambda_stream.count(window(state=second["state"], final=True), emit)
    assert emitted == [("2026-11-25T10:00:00Z", {"home": 2, "cart": 1})]
    assert last == {"state": {}}


def test_a_window_that_ends_early_loses_no_counts() -> None:
    emitted: list[Any] = []
    answer = lambda_stream.count(
        window("home", state={"home": 2}, early=True), lambda _, counts: emitted.append(counts)
    )
    assert emitted == [{"home": 3}]
    assert answer == {"state": {}}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            lambda client: lambda_stream.subscribe(client, "billing", STREAM, QUEUE),
            {
                "FunctionName": "billing",
                "EventSourceArn": STREAM,
                "StartingPosition": "TRIM_HORIZON",
                "BatchSize": 500,
                "ParallelizationFactor": 4,
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
                "BisectBatchOnFunctionError": True,
                "MaximumRetryAttempts": 4,
                "MaximumRecordAgeInSeconds": 3600,
                "DestinationConfig": {"OnFailure": {"Destination": QUEUE}},
            },
        ),
        (
            lambda client: lambda_stream.subscribe_window(client, "counts", STREAM),
            {
                "FunctionName": "counts",
                "EventSourceArn": STREAM,
                "StartingPosition": "LATEST",
                "TumblingWindowInSeconds": 60,
            },
        ),
    ],
)
def test_the_mappings_ask_for_what_the_page_says(call: Any, expected: dict[str, Any]) -> None:
    client = boto3.client("lambda")
    with Stubber(client) as stub:
        stub.add_response("create_event_source_mapping", {"FunctionArn": FUNCTION}, expected)
        call(client)
        stub.assert_no_pending_responses()
