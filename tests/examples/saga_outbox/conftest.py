"""A table, and its outbox rows as the publisher would send them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="examples",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )


@pytest.fixture
def sent(table: Any) -> Callable[[], list[dict[str, Any]]]:
    """All messages in the outbox, oldest version first."""

    def read() -> list[dict[str, Any]]:
        rows = [item for item in table.scan()["Items"] if item["pk"].startswith("OUTBOX#")]
        return [
            {
                "id": row["pk"],
                "to": row["to"],
                "kind": row["kind"],
                "about": row["about"],
                "body": json.loads(row["body"]),
            }
            for row in sorted(rows, key=lambda row: (row["version"], row["pk"]))
        ]

    return read
