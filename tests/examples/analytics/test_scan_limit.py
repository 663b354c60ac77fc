from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ParamValidationError

from examples.analytics import scan_limit


def test_the_workgroup_enforces_its_limit(answers: Any) -> None:
    client = boto3.client("athena")
    requests = answers(client, "CreateWorkGroup", {})
    scan_limit.create(client, "analysts", 200_000_000_000, "s3://results/analysts/")
    configuration = requests[0]["Configuration"]
    assert configuration["BytesScannedCutoffPerQuery"] == 200_000_000_000
    assert configuration["EnforceWorkGroupConfiguration"] is True
    assert configuration["PublishCloudWatchMetricsEnabled"] is True


def test_the_limit_follows_the_money() -> None:
    assert scan_limit.limit_for(1, 5) == 200_000_000_000


def test_the_smallest_limit_is_one_that_athena_takes(answers: Any) -> None:
    client = boto3.client("athena")
    requests = answers(client, "CreateWorkGroup", {})
    limit = scan_limit.limit_for(0.000001, 5)
    scan_limit.create(client, "analysts", limit, "s3://results/analysts/")
    assert requests[0]["Configuration"]["BytesScannedCutoffPerQuery"] == limit
    with pytest.raises(ParamValidationError):
        scan_limit.create(client, "analysts", limit - 1, "s3://results/analysts/")


def test_no_sum_is_no_limit() -> None:
    with pytest.raises(ValueError, match="above zero"):
        scan_limit.limit_for(0, 5)
