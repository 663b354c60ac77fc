"""Finds the EKS clusters that will soon cost six times as much.

What happens at the end of standard support is a setting of the cluster:
either it pays, or AWS upgrades it. Nobody should learn which from the
bill.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple


# --8<-- [start:debt]
class Debt(NamedTuple):
    cluster: str
    version: str
    days_left: int
    then: str  # EXTENDED: it pays. STANDARD: AWS upgrades it.


def version_debt(
    eks_client: Any, today: datetime, within_days: int
) -> Iterator[Debt]:
    ends: dict[str, datetime] = {}
    for page in eks_client.get_paginator("list_clusters").paginate():
        for name in page["clusters"]:
            cluster = eks_client.describe_cluster(name=name)["cluster"]
            version = cluster["version"]
            if version not in ends:
                [found] = eks_client.describe_cluster_versions(
                    clusterVersions=[version]
                )["clusterVersions"]
                ends[version] = found["endOfStandardSupportDate"]
            left = (ends[version] - today).days
            if left <= within_days:
                policy = cluster["upgradePolicy"]["supportType"]
                yield Debt(name, version, left, policy)


# --8<-- [end:debt]
