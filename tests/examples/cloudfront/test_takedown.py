from __future__ import annotations

from datetime import UTC, datetime

import boto3
from botocore.stub import Stubber

from examples.cloudfront import takedown


def test_the_tag_of_the_takedown_survives_too_many_others() -> None:
    tags = takedown.cache_tags("seller:7", [f"category:{n}" for n in range(90)]).split(",")
    assert tags[0] == "seller:7"
    assert len(tags) == 50


def test_tags_do_not_depend_on_the_order_of_the_caller_and_come_once() -> None:
    one = takedown.cache_tags("seller:7", ["b", "a", "seller:7", "a"])
    assert one == takedown.cache_tags("seller:7", ["a", "b"]) == "seller:7,a,b"


def test_one_request_removes_by_tag() -> None:
    client = boto3.client("cloudfront")
    batch = {
        "CallerReference": "takedown-c9",
        "Paths": {"Quantity": 1, "Items": ["#seller:7"]},
    }
    answer = {
        "Id": "I1",
        "Status": "InProgress",
        "CreateTime": datetime(2026, 11, 25, tzinfo=UTC),
        "InvalidationBatch": batch,
    }
    with Stubber(client) as stub:
        stub.add_response(
            "create_invalidation",
            {"Invalidation": answer},
            {"DistributionId": "E1", "InvalidationBatch": batch},
        )
        assert takedown.take_down(client, "E1", "c9", "seller:7") == "I1"
        stub.assert_no_pending_responses()
