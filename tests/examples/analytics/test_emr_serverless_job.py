from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.analytics import emr_serverless_job

APPLICATION = "00f1abcdefghijkl"
ROLE = "arn:aws:iam::123456789012:role/compaction"
ARN = f"arn:aws:emr-serverless:us-east-1:123456789012:/applications/{APPLICATION}"


@pytest.fixture
def client() -> Any:
    return boto3.client("emr-serverless")


@pytest.fixture
def stub(client: Any) -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def test_the_application_has_a_ceiling(client: Any, stub: Stubber) -> None:
    stub.add_response(
        "create_application",
        {"applicationId": APPLICATION, "name": "lake", "arn": ARN},
        {
            "name": "lake",
            "clientToken": "application-lake",
            "releaseLabel": "emr-7.13.0",
            "type": "SPARK",
            "architecture": "ARM64",
            "maximumCapacity": {"cpu": "200 vCPU", "memory": "1600 GB"},
            "autoStopConfiguration": {"enabled": True, "idleTimeoutMinutes": 5},
            "schedulerConfiguration": {"maxConcurrentRuns": 4, "queueTimeoutMinutes": 60},
        },
    )
    made = emr_serverless_job.create_application(client, "lake", "emr-7.13.0", 200)
    assert made == APPLICATION


def test_a_run_has_a_time_limit_and_a_token_of_its_day(client: Any, stub: Stubber) -> None:
    run = {"applicationId": APPLICATION, "jobRunId": "run-1", "arn": f"{ARN}/jobruns/1"}
    expected = {
        "applicationId": APPLICATION,
        "executionRoleArn": ROLE,
        "clientToken": "compact-events-2026-11-24",
        "executionTimeoutMinutes": 90,
        "retryPolicy": {"maxAttempts": 2},
        "jobDriver": {
            "sparkSubmit": {
                "entryPoint": "s3://jobs/compact.py",
                "entryPointArguments": ["events", "2026-11-24"],
                "sparkSubmitParameters": "--conf spark.dynamicAllocation.maxExecutors=20",
            }
        },
        "tags": {"cost-owner": "lake", "table": "events"},
    }
    # asked twice, sent twice alike: the service makes one run of it
    for _ in range(2):
        stub.add_response("start_job_run", run, expected)
        started = emr_serverless_job.compact_day(
            client, APPLICATION, ROLE, "s3://jobs/compact.py", "events", "2026-11-24"
        )
        assert started == "run-1"
