from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from examples.saga_outbox import publisher


def record(number: int) -> dict[str, Any]:
    image = {
        "pk": {"S": f"OUTBOX#ORDER#1#{number}#0"},
        "version": {"N": str(number)},
        "to": {"S": "shop.orders"},
        "kind": {"S": "Placed"},
        "about": {"S": "1"},
        "body": {"S": '{"n": 2}'},
    }
    return {
        "eventName": "INSERT",
        "dynamodb": {"SequenceNumber": str(100 + number), "NewImage": image},
    }


def batch(*numbers: int) -> dict[str, Any]:
    return {"Records": [record(number) for number in numbers]}


def nobody(sent: Any, code: str) -> None:
    raise AssertionError(f"parked {sent}: {code}")


@pytest.fixture
def events(aws: boto3.Session) -> Any:
    client = aws.client("events")
    client.create_event_bus(Name="orders")
    return client


def test_events_reach_a_queue_with_our_id(aws: boto3.Session, events: Any) -> None:
    sqs = aws.client("sqs")
    url = sqs.create_queue(QueueName="mail")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    events.put_rule(
        Name="mail", EventBusName="orders", EventPattern=json.dumps({"source": ["shop.orders"]})
    )
    events.put_targets(
        Rule="mail", EventBusName="orders", Targets=[{"Id": "mail", "Arn": arn["QueueArn"]}]
    )
    for _ in range(2):  # the batch comes twice
        answer = publisher.publish(batch(1), events, "orders", nobody)
        assert answer == {"batchItemFailures": []}
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    bodies = [json.loads(message["Body"]) for message in messages]
    assert [body["detail"]["id"] for body in bodies] == ["OUTBOX#ORDER#1#1#0"] * 2
    assert len({body["id"] for body in bodies}) == 2  # the bus's own ids tell nothing
    assert bodies[0]["detail"]["version"] == 1
    assert bodies[0]["detail"]["body"] == {"n": 2}


def test_stops_at_the_first_row_that_may_work_later(events: Any, answers: Any) -> None:
    requests = answers(
        events,
        "PutEvents",
        {
            "FailedEntryCount": 1,
            "Entries": [{"EventId": "a"}, {"ErrorCode": "ThrottlingException"}, {"EventId": "c"}],
        },
    )
    answer = publisher.publish(batch(1, 2, 3), events, "orders", nobody)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "102"}]}
    assert len(requests) == 1


def test_parks_what_no_repeat_would_help(events: Any, answers: Any) -> None:
    parked: list[tuple[str, str]] = []
    answers(
        events,
        "PutEvents",
        {
            "FailedEntryCount": 1,
            "Entries": [{"ErrorCode": "MalformedDetail"}, {"EventId": "b"}],
        },
    )
    answer = publisher.publish(
        batch(1, 2), events, "orders", lambda one, code: parked.append((one["Detail"], code))
    )
    assert answer == {"batchItemFailures": []}
    ((detail, code),) = parked
    assert (json.loads(detail)["version"], code) == (1, "MalformedDetail")


def test_sends_at_most_ten_at_a_time(events: Any, answers: Any) -> None:
    requests = answers(events, "PutEvents")
    publisher.publish(batch(*range(1, 24)), events, "orders", nobody)
    assert [len(request["Entries"]) for request in requests] == [10, 10, 3]


def test_a_bus_that_is_down_repeats_the_batch(events: Any, answers: Any) -> None:
    answers(events, "PutEvents", {"__type": "InternalException"})
    with pytest.raises(events.exceptions.ClientError):
        publisher.publish(batch(1), events, "orders", nobody)


def test_the_mapping_gives_up_by_age_and_keeps_the_content() -> None:
    client = boto3.client("lambda")
    expected = {
        "FunctionName": "outbox",
        "EventSourceArn": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/1",
        "StartingPosition": "TRIM_HORIZON",
        "BatchSize": 100,
        "ParallelizationFactor": 2,
        "FilterCriteria": ANY,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": -1,
        "MaximumRecordAgeInSeconds": 72000,
        "DestinationConfig": {"OnFailure": {"Destination": "arn:aws:s3:::late-events"}},
    }
    with Stubber(client) as stub:
        stub.add_response("create_event_source_mapping", {}, expected)
        publisher.subscribe(
            client, "outbox", expected["EventSourceArn"], "arn:aws:s3:::late-events"
        )
        stub.assert_no_pending_responses()
