"""Sends reads to the reader endpoint unless the reader probably lacks
the caller's own write.

The lag is a sample, so this is odds and no guarantee: a read that must
see the write goes to the writer.

Sending all reads away loses the order that was just placed. Sending
none leaves the replicas idle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


# --8<-- [start:lag]
def lag_ms(
    cloudwatch_client: Any, cluster: str, now: datetime
) -> float:
    """The worst lag of any replica in the last minutes; infinite if
    nothing was reported, since silence is not health."""
    points = cloudwatch_client.get_metric_statistics(
        Namespace="AWS/RDS",
        MetricName="AuroraReplicaLagMaximum",
        Dimensions=[{"Name": "DBClusterIdentifier", "Value": cluster}],
        StartTime=now - timedelta(minutes=3),
        EndTime=now,
        Period=60,
        Statistics=["Maximum"],
    )["Datapoints"]
    return max((one["Maximum"] for one in points), default=float("inf"))


# --8<-- [end:lag]


# --8<-- [start:choose]
@dataclass
class Split:
    writer: str
    reader: str
    lag: Callable[[], float]  # in ms, refreshed once a minute
    bound: float = 200  # in ms; above it no replica is asked

    def endpoint(self, ms_since_own_write: float | None) -> str:
        """`None`: this caller has written nothing in its session."""
        lag = self.lag()
        if lag > self.bound:
            # Shed reports here, or the writer takes all reads too.
            return self.writer
        if ms_since_own_write is None:
            return self.reader
        # Twice the lag: the metric is a minute old, the lag is not.
        fresh = ms_since_own_write > max(2 * lag, 100)
        return self.reader if fresh else self.writer


# --8<-- [end:choose]
