"""Clients and queues for the messaging examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest

Queue = tuple[str, str]
"""URL and ARN."""


@pytest.fixture
def sqs(aws: boto3.Session) -> Any:
    return aws.client("sqs")


@pytest.fixture
def sns(aws: boto3.Session) -> Any:
    return aws.client("sns")


@pytest.fixture
def make_queue(sqs: Any) -> Callable[..., Queue]:
    def make(name: str = "orders", **attributes: str) -> Queue:
        url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url, arn_of(sqs, url)

    return make


def arn_of(sqs: Any, url: str) -> str:
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return str(answer["Attributes"]["QueueArn"])
