from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.aws_lambda import queue_mapping

QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders"
ANSWER = {"FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:fulfil"}


def sent(connect: Any, expected: dict[str, Any]) -> None:
    client = boto3.client("lambda")
    with Stubber(client) as stub:
        stub.add_response("create_event_source_mapping", ANSWER, expected)
        connect(client)
        stub.assert_no_pending_responses()


def test_the_mapping_holds_back_what_the_database_cannot_take() -> None:
    sent(
        lambda client: queue_mapping.connect(client, "fulfil", QUEUE, 40),
        {
            "FunctionName": "fulfil",
            "EventSourceArn": QUEUE,
            "BatchSize": 100,
            "MaximumBatchingWindowInSeconds": 2,
            "ScalingConfig": {"MaximumConcurrency": 40},
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "FilterCriteria": {"Filters": [{"Pattern": json.dumps(queue_mapping.PAID_ORDERS)}]},
        },
    )


@pytest.mark.parametrize(("concurrency", "pollers"), [(20, 2), (400, 40), (405, 40)])
def test_pollers_stay_below_the_wanted_concurrency(concurrency: int, pollers: int) -> None:
    sent(
        lambda client: queue_mapping.connect_fast(client, "fulfil", QUEUE, concurrency),
        {
            "FunctionName": "fulfil",
            "EventSourceArn": QUEUE,
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "ProvisionedPollerConfig": {"MinimumPollers": 2, "MaximumPollers": pollers},
        },
    )


def test_a_ceiling_below_two_pollers_is_refused() -> None:
    with pytest.raises(ValueError, match="two pollers"):
        queue_mapping.connect_fast(boto3.client("lambda"), "fulfil", QUEUE, 19)


def matches(pattern: Any, value: Any) -> bool:
    """The part of the pattern language that the example uses."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(
            name in value and matches(wanted, value[name]) for name, wanted in pattern.items()
        )
    for wanted in pattern:
        if not isinstance(wanted, dict):
            if wanted == value:
                return True
        else:
            [(operator, (sign, bound))] = wanted.items()
            assert (operator, sign) == ("numeric", ">")
            if isinstance(value, int | float) and value > bound:
                return True
    return False


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"type": "order", "status": "PAID", "total": 10, "id": 1}, True),
        ({"type": "order", "status": "OPEN", "total": 10}, False),
        ({"type": "order", "status": "PAID", "total": 0}, False),
        ({"type": "order", "status": "PAID"}, False),
    ],
)
def test_the_filter_keeps_paid_orders_only(body: dict[str, Any], kept: bool) -> None:
    assert matches(queue_mapping.PAID_ORDERS, {"body": body}) is kept
