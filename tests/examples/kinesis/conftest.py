"""Streams for the Kinesis examples."""

from __future__ import annotations

from typing import Any

import boto3
import pytest


@pytest.fixture
def kinesis(aws: boto3.Session) -> Any:
    """A client of an account with the stream `clicks` of four shards."""
    client = aws.client("kinesis")
    client.create_stream(StreamName="clicks", ShardCount=4)
    return client
