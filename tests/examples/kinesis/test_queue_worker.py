from __future__ import annotations

from base64 import b64encode
from typing import Any

import boto3
import pytest

from examples.kinesis import queue_worker

STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"
QUEUE = "arn:aws:kinesis:us-east-1:123456789012:queue/thumbnails:1"


@pytest.fixture
def client() -> Any:
    return boto3.client("kinesis")


def received(*names: str) -> dict[str, Any]:
    return {
        "QueueRecords": [
            {
                "ReceiptHandle": f"handle-{name}",
                "RecordId": name,
                "PartitionKey": name,
                "Data": b64encode(name.encode()).decode(),
                "ReceiveCount": 1,
            }
            for name in names
        ]
    }


def test_creates_a_queue_with_dead_letters(client: Any, answers: Any) -> None:
    requests = answers(client, "CreateQueue", {"QueueDescription": {"QueueARN": QUEUE}})
    assert queue_worker.create(client, "thumbnails", STREAM) == QUEUE
    assert requests[0]["StreamConfigurationList"][0]["StreamARN"] == STREAM
    assert requests[0]["QueueAttributes"]["DeadLetterConfiguration"] == {
        "TargetType": "BUILT_IN",
        "MaxReceiveCount": 5,
    }


def test_acknowledges_what_was_done_and_nothing_else(client: Any, answers: Any) -> None:
    answers(client, "ReceiveQueueRecords", received("a", "b", "c"))
    handles = [{"ReceiptHandle": "handle-a"}, {"ReceiptHandle": "handle-c"}]
    acknowledged = answers(client, "AcknowledgeQueueRecords", {"Successful": handles, "Failed": []})

    def job(record: Any) -> None:
        if record["Data"] == b"b":
            raise ValueError("broken picture")

    assert queue_worker.work(client, QUEUE, job) == 2
    assert acknowledged[0]["Entries"] == handles


def test_counts_only_acknowledgements_that_held(client: Any, answers: Any) -> None:
    answers(client, "ReceiveQueueRecords", received("a", "b"))
    failed = {"ReceiptHandle": "handle-b", "ErrorCode": "ThrottlingException"}
    answers(
        client,
        "AcknowledgeQueueRecords",
        {"Successful": [{"ReceiptHandle": "handle-a"}], "Failed": [failed]},
    )
    assert queue_worker.work(client, QUEUE, lambda _: None) == 1


def test_an_empty_queue_sends_no_acknowledgement(client: Any, answers: Any) -> None:
    answers(client, "ReceiveQueueRecords", received())
    acknowledged = answers(client, "AcknowledgeQueueRecords")
    assert queue_worker.work(client, QUEUE, lambda _: None) == 0
    assert not acknowledged
