from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.messaging import ordered_bus

BUS = "arn:aws:events:us-east-1:123456789012:event-busv2/shop/abcdefghijklmnopqrstuvwxy"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:invoicing"
ROLE = "arn:aws:iam::123456789012:role/invoicing"
DEAD = "arn:aws:sqs:us-east-1:123456789012:invoicing-dead"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def bus() -> Iterator[tuple[Any, Any]]:
    client = boto3.client("eventbridgev2")
    with Stubber(client) as stub:
        yield client, stub
        stub.assert_no_pending_responses()


def expected() -> dict[str, Any]:
    entry = {
        "Source": "shop.orders",
        "DetailType": "OrderPaid",
        "Detail": json.dumps({"order": "17"}),
        "SystemMetadata": {"EventGroupId": "17", "DeduplicationId": "17-OrderPaid"},
    }
    return {"EventBusArn": BUS, "Entries": [entry]}


@pytest.mark.parametrize(("code", "new"), [("PUBLISHED", True), ("DEDUPLICATED", False)])
def test_orders_by_the_order_and_tells_a_repeat(bus: Any, code: str, new: bool) -> None:
    client, stub = bus
    result = {"EventId": "1", "SequenceNumber": "1", "SuccessCode": code}
    stub.add_response("put_events", {"FailedEntryCount": 0, "Entries": [result]}, expected())
    assert ordered_bus.publish(client, BUS, "17", "OrderPaid") is new


def test_a_refused_entry_is_no_success(bus: Any) -> None:
    client, stub = bus
    result = {"ErrorCode": "ThrottlingException", "ErrorMessage": "Rate exceeded"}
    stub.add_response("put_events", {"FailedEntryCount": 1, "Entries": [result]}, expected())
    with pytest.raises(RuntimeError, match="ThrottlingException for 17"):
        ordered_bus.publish(client, BUS, "17", "OrderPaid")


def test_a_new_subscriber_starts_in_the_past_and_keeps_trying(bus: Any) -> None:
    client, stub = bus
    request = {
        "Name": "invoicing",
        "EventBusArn": BUS,
        "InvokeConfiguration": {"TargetArn": FUNCTION, "RoleArn": ROLE},
        "FilterConfiguration": {
            "Filters": [{"Pattern": '{"source": ["shop.orders"]}', "Scope": "DATA"}]
        },
        "Type": "FIFO",
        "StartingPosition": "POINT_IN_TIME",
        "PointInTimeConfiguration": {"PointType": "TIMESTAMP", "StartingPoint": SINCE},
        "RetryPolicy": {"MaxRetryAttempts": 185, "MaxEventAgeInSeconds": 86400},
        "OnFailureConfiguration": {"Arn": DEAD},
    }
    stub.add_response("create_subscriber", {"State": "RUNNING"}, request)
    ordered_bus.subscribe(client, BUS, FUNCTION, ROLE, DEAD, SINCE)
