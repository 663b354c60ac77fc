from __future__ import annotations

import itertools
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.s3 import event_consumer


def record(event: str, key: str, sequencer: str, size: int | None = None) -> dict[str, Any]:
    thing: dict[str, Any] = {"key": key, "sequencer": sequencer}
    if size is not None:
        thing["size"] = size
    return {
        "eventVersion": "2.6",
        "eventName": event,
        "s3": {"bucket": {"name": "photos"}, "object": thing},
    }


HISTORY = [
    record("ObjectCreated:Put", "a.png", "F5", 10),
    record("ObjectCreated:CompleteMultipartUpload", "a.png", "00F6", 20),
    record("ObjectRemoved:Delete", "a.png", "100"),
    record("ObjectCreated:Put", "b+c%26d.png", "F0", 7),
]
FINAL = {"photos/a.png": (0, True), "photos/b c&d.png": (7, False)}


@pytest.fixture
def table(aws: Any) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="objects",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )


def state(table: Any) -> dict[str, Any]:
    return {item["pk"]: (int(item["size"]), item["deleted"]) for item in table.scan()["Items"]}


def empty(table: Any) -> None:
    for item in table.scan()["Items"]:
        table.delete_item(Key={"pk": item["pk"]})


def test_the_index_is_the_same_in_whatever_order_events_come(table: Any) -> None:
    for order in itertools.permutations(HISTORY):
        empty(table)
        for one in order:
            event_consumer.project(table, one)
        assert state(table) == FINAL


def test_a_repeated_event_changes_nothing(table: Any) -> None:
    for one in HISTORY:
        event_consumer.project(table, one)
    for one in HISTORY:
        event_consumer.project(table, one)
        assert state(table) == FINAL


def test_an_object_made_again_after_its_delete_is_shown(table: Any) -> None:
    for one in [*HISTORY, record("ObjectCreated:Put", "a.png", "0A00", 30)]:
        event_consumer.project(table, one)
    assert state(table)["photos/a.png"] == (30, False)


def test_a_failure_of_the_table_is_not_swallowed(table: Any, answers: Any) -> None:
    answers(table.meta.client, "PutItem", {"__type": "ProvisionedThroughputExceededException"})
    with pytest.raises(Exception, match="ProvisionedThroughput"):
        event_consumer.project(table, HISTORY[0])


def test_positions_of_different_lengths_compare() -> None:
    assert event_consumer.position("F5") < event_consumer.position("00f6")
    assert event_consumer.position("00F6") < event_consumer.position("100")


def test_other_events_and_the_test_message_are_left_out() -> None:
    restored = {**HISTORY[0], "eventName": "ObjectRestore:Completed"}
    assert event_consumer.changes({"Records": [restored, *HISTORY]}) == HISTORY
    assert event_consumer.changes({"Service": "Amazon S3", "Event": "s3:TestEvent"}) == []


def test_an_unknown_version_is_not_dropped_in_silence() -> None:
    future = {**HISTORY[0], "eventVersion": "3.0"}
    with pytest.raises(ValueError, match=r"3\.0"):
        event_consumer.changes({"Records": [future]})


def test_what_a_lifecycle_rule_deletes_is_deleted(table: Any) -> None:
    expired = record("LifecycleExpiration:DeleteMarkerCreated", "a.png", "F6")
    expired["s3"]["object"]["versionId"] = "marker"
    for one in event_consumer.changes({"Records": [HISTORY[0], expired]}):
        event_consumer.project(table, one)
    assert state(table) == {"photos/a.png": (0, True)}


def test_deleting_an_old_version_does_not_delete_the_object() -> None:
    old = record("ObjectRemoved:Delete", "a.png", "A2")
    old["s3"]["object"]["versionId"] = "v1"
    assert event_consumer.changes({"Records": [old]}) == []


def test_eventbridge_is_added_to_what_is_configured() -> None:
    queues = [
        {
            "Id": "old",
            "QueueArn": "arn:aws:sqs:us-east-1:123456789012:uploads",
            "Events": ["s3:ObjectCreated:*"],
        }
    ]
    client = boto3.client("s3")
    with Stubber(client) as stub:
        stub.add_response(
            "get_bucket_notification_configuration",
            {"QueueConfigurations": queues},
            {"Bucket": "photos"},
        )
        stub.add_response(
            "put_bucket_notification_configuration",
            {},
            {
                "Bucket": "photos",
                "NotificationConfiguration": {
                    "QueueConfigurations": queues,
                    "EventBridgeConfiguration": {},
                },
            },
        )
        event_consumer.route_to_eventbridge(client, "photos")
        stub.assert_no_pending_responses()
