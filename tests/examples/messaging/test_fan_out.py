from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from examples.messaging import fan_out

Queue = tuple[str, str]


@pytest.fixture
def topic(sns: Any) -> str:
    return str(sns.create_topic(Name="orders")["TopicArn"])


def bodies(sqs: Any, url: str) -> list[str]:
    answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in answer.get("Messages", [])]


def test_each_queue_gets_a_raw_copy_of_what_it_wants(
    sqs: Any, sns: Any, topic: str, make_queue: Callable[..., Queue]
) -> None:
    undelivered = make_queue("undelivered")[1]
    wanted = {"billing": ["paid"], "search": ["placed", "paid"]}
    urls = {}
    for team, kinds in wanted.items():
        urls[team], arn = make_queue(team)
        fan_out.allow_topics(sqs, urls[team], arn, [topic])
        fan_out.subscribe(sns, topic, arn, undelivered, {"kind": kinds})
    for kind in ("placed", "paid", "shipped"):
        fan_out.publish(sns, topic, kind, "tenant-1", json.dumps({"order": 1, "is": kind}))
    assert bodies(sqs, urls["billing"]) == ['{"order": 1, "is": "paid"}']
    assert bodies(sqs, urls["search"]) == [
        '{"order": 1, "is": "placed"}',
        '{"order": 1, "is": "paid"}',
    ]


def test_only_the_named_topics_may_send(
    sqs: Any, topic: str, make_queue: Callable[..., Queue]
) -> None:
    url, arn = make_queue("billing")
    fan_out.allow_topics(sqs, url, arn, [topic])
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
    [statement] = json.loads(answer["Attributes"]["Policy"])["Statement"]
    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert statement["Resource"] == arn
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": [topic]}}


def test_the_subscription_keeps_what_could_not_be_delivered(
    sns: Any, topic: str, make_queue: Callable[..., Queue]
) -> None:
    queue, undelivered = make_queue("billing")[1], make_queue("undelivered")[1]
    arn = fan_out.subscribe(sns, topic, queue, undelivered, {"kind": ["paid"]})
    kept = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    assert json.loads(kept["RedrivePolicy"]) == {"deadLetterTargetArn": undelivered}
    assert kept["FilterPolicyScope"] == "MessageAttributes"


def test_names_the_tenant_for_fair_queues() -> None:
    sent: list[dict[str, Any]] = []

    class Recorder:
        def publish(self, **request: Any) -> None:
            sent.append(request)

    fan_out.publish(Recorder(), "topic", "paid", "tenant-1", "{}")
    assert sent[0]["MessageGroupId"] == "tenant-1"
