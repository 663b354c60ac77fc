from __future__ import annotations

import boto3
import pytest
from botocore.stub import Stubber

from examples.aurora import serverless_cache


def test_a_new_cache_has_a_ceiling_a_user_group_and_a_snapshot() -> None:
    client = boto3.client("elasticache")
    with Stubber(client) as stub:
        stub.add_response(
            "create_serverless_cache",
            {"ServerlessCache": {}},
            {
                "ServerlessCacheName": "pages",
                "Engine": "valkey",
                "MajorEngineVersion": "9",
                "UserGroupId": "readers",
                "SnapshotRetentionLimit": 1,
                "CacheUsageLimits": {
                    "DataStorage": {"Maximum": 20, "Unit": "GB"},
                    "ECPUPerSecond": {"Maximum": 50000},
                },
            },
        )
        serverless_cache.create(client, "pages", 20, 50000, "readers")
        stub.assert_no_pending_responses()


def test_the_floor_is_raised_with_its_ceiling() -> None:
    client = boto3.client("elasticache")
    with Stubber(client) as stub:
        stub.add_response(
            "modify_serverless_cache",
            {"ServerlessCache": {}},
            {
                "ServerlessCacheName": "pages",
                "CacheUsageLimits": {"ECPUPerSecond": {"Minimum": 20000, "Maximum": 90000}},
            },
        )
        serverless_cache.warm(client, "pages", 20000, 90000)
        stub.assert_no_pending_responses()


def test_a_floor_above_the_ceiling_is_refused_before_the_call() -> None:
    client = boto3.client("elasticache")
    with Stubber(client), pytest.raises(ValueError, match="above ceiling"):
        serverless_cache.warm(client, "pages", 2, 1)
