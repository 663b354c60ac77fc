"""An index for the S3 Vectors examples. moto keeps vectors; it does not search them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest


@pytest.fixture
def client(aws: boto3.Session) -> Any:
    return aws.client("s3vectors")


@pytest.fixture
def make_index(client: Any) -> Callable[[str, int], str]:
    """Makes an index of a name and a dimension in the bucket `knowledge`; returns its ARN."""
    client.create_vector_bucket(vectorBucketName="knowledge")

    def make(name: str, dimension: int) -> str:
        client.create_index(
            vectorBucketName="knowledge",
            indexName=name,
            dataType="float32",
            dimension=dimension,
            distanceMetric="cosine",
        )
        found = client.get_index(vectorBucketName="knowledge", indexName=name)
        arn: str = found["index"]["indexArn"]
        return arn

    return make


@pytest.fixture
def index(make_index: Callable[[str, int], str]) -> str:
    return make_index("chunks", 3)
