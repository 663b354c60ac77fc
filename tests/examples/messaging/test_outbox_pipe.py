from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.stub import Stubber

from examples.messaging import outbox_pipe

STREAM = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-25T00:00:00.000"
BUS = "arn:aws:events:us-east-1:123456789012:event-bus/shop"
ROLE = "arn:aws:iam::123456789012:role/outbox"
DEAD = "arn:aws:sqs:us-east-1:123456789012:outbox-dead"


def test_carries_new_outbox_rows_and_sets_bad_ones_aside() -> None:
    client, sent = boto3.client("pipes"), []

    def keep(params: dict[str, Any], **_: Any) -> None:
        sent.append(params)

    client.meta.events.register("provide-client-params.pipes.CreatePipe", keep)
    with Stubber(client) as stub:
        stub.add_response("create_pipe", {"CreationTime": datetime(2026, 11, 25, tzinfo=UTC)})
        outbox_pipe.connect(client, STREAM, BUS, ROLE, DEAD)
        stub.assert_no_pending_responses()
    [request] = sent
    assert (request["Source"], request["Target"]) == (STREAM, BUS)
    [one] = request["SourceParameters"]["FilterCriteria"]["Filters"]
    pattern = json.loads(one["Pattern"])
    assert pattern["eventName"] == ["INSERT"]
    assert pattern["dynamodb"]["Keys"]["pk"]["S"] == [{"prefix": "OUTBOX#"}]
    source = request["SourceParameters"]["DynamoDBStreamParameters"]
    assert source["DeadLetterConfig"] == {"Arn": DEAD}
    assert source["MaximumRetryAttempts"] > 0
    assert source["OnPartialBatchItemFailure"] == "AUTOMATIC_BISECT"
