"""Tables for the DynamoDB examples."""

from __future__ import annotations

from typing import Any

import boto3
import pytest


@pytest.fixture
def resource(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb")


@pytest.fixture
def table(resource: Any) -> Any:
    """A table with the keys `pk` and `sk`."""
    return _create(resource, "pk", "sk")


@pytest.fixture
def simple_table(resource: Any) -> Any:
    """A table with the partition key `pk` alone."""
    return _create(resource, "pk")


def _create(resource: Any, *keys: str) -> Any:
    return resource.create_table(
        TableName="examples",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[
            {"AttributeName": key, "KeyType": kind}
            for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
        ],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
    )
