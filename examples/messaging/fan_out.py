"""Subscribes a team's queue to a topic: a queue of its own, a filter,
raw bodies, and a place for what could not be delivered.

Without the queue policy SNS is refused, and a refusal is not retried.
"""

from __future__ import annotations

import json
from typing import Any


# --8<-- [start:allow]
def allow_topics(
    sqs_client: Any, queue_url: str, queue: str, topics: list[str]
) -> None:
    """Lets these topics, and no others, send to the queue.

    It replaces the whole policy: name those of yesterday as well.
    """
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        # Without this any topic of any account could send.
        "Condition": {"ArnEquals": {"aws:SourceArn": topics}},
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    sqs_client.set_queue_attributes(
        QueueUrl=queue_url, Attributes={"Policy": json.dumps(policy)}
    )


# --8<-- [end:allow]


# --8<-- [start:subscribe]
def subscribe(
    sns_client: Any,
    topic: str,
    queue: str,
    undelivered: str,
    wanted: dict[str, list[Any]],
) -> str:
    arn: str = sns_client.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=queue,
        ReturnSubscriptionArn=True,
        # In the same call: a filter set later lets messages through
        # that were published in between.
        Attributes={
            "FilterPolicyScope": "MessageAttributes",
            "FilterPolicy": json.dumps(wanted),
            "RawMessageDelivery": "true",
            # Its policy must let the topic in, too.
            "RedrivePolicy": json.dumps(
                {"deadLetterTargetArn": undelivered}
            ),
        },
    )["SubscriptionArn"]
    return arn


# --8<-- [end:subscribe]


# --8<-- [start:publish]
def publish(
    sns_client: Any, topic: str, kind: str, tenant: str, body: str
) -> None:
    sns_client.publish(
        TopicArn=topic,
        Message=body,
        # What filters read. They do not see the body.
        MessageAttributes={
            "kind": {"DataType": "String", "StringValue": kind}
        },
        # On a standard topic: the tenant, for fair queues behind it.
        MessageGroupId=tenant,
    )


# --8<-- [end:publish]
