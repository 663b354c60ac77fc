"""A small project on disk that every check accepts; a test breaks one thing in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SOURCES = """\
- id: dynamodb.quotas
  title: Quotas in Amazon DynamoDB
  url: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  kind: aws-docs
  checked: 2026-11-24
"""
FACTS = """\
- id: dynamodb.item-size
  label: Item size
  value: 400
  unit: KB
  scope: per item
  kind: hard-quota
  source: dynamodb.quotas
- id: dynamodb.account-write-units
  label: Write units of an account
  value: 80000
  unit: WCU
  scope: per account and Region
  kind: adjustable-quota
  source: dynamodb.quotas
- id: dynamodb.conflict-rule
  label: Conflict rule of global tables
  text: last writer wins
  scope: per item
  kind: behaviour
  source: dynamodb.quotas
  unverified: read in one place only
"""
PRICES = """\
- id: dynamodb.on-demand-write
  label: On-demand write
  amount: "0.625"
  unit: per million write request units
  region: us-east-1
  source: dynamodb.quotas
  earlier: {amount: "1.25", changed: 2024-11-01, source: dynamodb.quotas}
"""
SERVICE = """\
---
title: Amazon DynamoDB
description: What a candidate must know of DynamoDB, with every number sourced and dated.
topic: dynamodb
---
# Amazon DynamoDB

An item holds up to [400 KB](fact:dynamodb.item-size).

<!-- table: facts dynamodb -->

See [the question](../questions/dynamodb/hot-key.md#outline).
"""
QUESTION = """\
---
title: One key takes all the writes
description: A question about hot keys and what write sharding costs on the way back.
topic: dynamodb
level: L6
minutes: 12
signals: [finds the hot key, sizes the shards]
difficulty: core
---
# One key takes all the writes

## Outline

Say what is hot.
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file below the project and makes its folders."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def project(tmp_path: Path, write: Write) -> Path:
    """The root of the small project."""
    write("data/sources/dynamodb.yml", SOURCES)
    write("data/facts/dynamodb.yml", FACTS)
    write("data/prices/dynamodb.yml", PRICES)
    write("docs/services/dynamodb.md", SERVICE)
    write("docs/questions/dynamodb/hot-key.md", QUESTION)
    write("urls.lock", "questions/dynamodb/hot-key/\nservices/dynamodb/\n")
    return tmp_path
