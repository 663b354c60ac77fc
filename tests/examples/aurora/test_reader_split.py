from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.aurora.reader_split import Split, lag_ms

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def measured(points: list[dict[str, Any]]) -> float:
    client = boto3.client("cloudwatch")
    with Stubber(client) as stub:
        stub.add_response(
            "get_metric_statistics",
            {"Label": "lag", "Datapoints": points},
            {
                "Namespace": "AWS/RDS",
                "MetricName": "AuroraReplicaLagMaximum",
                "Dimensions": [{"Name": "DBClusterIdentifier", "Value": "shop"}],
                "StartTime": NOW - timedelta(minutes=3),
                "EndTime": NOW,
                "Period": 60,
                "Statistics": ["Maximum"],
            },
        )
        return lag_ms(client, "shop", NOW)


def test_the_worst_point_counts() -> None:
    points = [{"Timestamp": NOW, "Maximum": 12.0}, {"Timestamp": NOW, "Maximum": 90.0}]
    assert measured(points) == 90.0


def test_no_report_is_not_health() -> None:
    assert Split("w", "r", lambda: measured([])).endpoint(None) == "w"


@pytest.mark.parametrize(
    ("lag", "since_write", "expected"),
    [
        (20, None, "r"),  # wrote nothing: a stale read is nobody's loss
        (20, 50, "w"),  # its own write may be on its way
        (20, 101, "r"),
        (80, 101, "w"),  # twice the lag is not over
        (80, 161, "r"),
        (201, None, "w"),  # replicas too far behind for anybody
    ],
)
def test_own_writes_are_read_where_they_are(
    lag: float, since_write: float | None, expected: str
) -> None:
    assert Split("w", "r", lambda: lag).endpoint(since_write) == expected
