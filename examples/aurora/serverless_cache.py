"""A serverless Valkey cache with a ceiling on its bill and a floor for
its peak.

Without a ceiling a loop in a client is paid for. The floor is charged
whether used or not, so it is raised for the sale and lowered after it.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:create]
def create(
    elasticache_client: Any, name: str, gb: int, ecpus: int, group: str
) -> None:
    elasticache_client.create_serverless_cache(
        ServerlessCacheName=name,
        Engine="valkey",
        MajorEngineVersion="9",
        UserGroupId=group,  # without one, anybody in the VPC may read
        SnapshotRetentionLimit=1,  # backups are off by default
        CacheUsageLimits={
            "DataStorage": {"Maximum": gb, "Unit": "GB"},
            "ECPUPerSecond": {"Maximum": ecpus},
        },
    )


# --8<-- [end:create]


# --8<-- [start:warm]
def warm(
    elasticache_client: Any, name: str, floor: int, ceiling: int
) -> None:
    """Hold `floor` ECPUs a second ready; both limits are sent, or the
    ceiling of yesterday would stop tomorrow's sale."""
    if floor > ceiling:
        raise ValueError(f"floor {floor} above ceiling {ceiling}")
    elasticache_client.modify_serverless_cache(
        ServerlessCacheName=name,
        CacheUsageLimits={
            "ECPUPerSecond": {"Minimum": floor, "Maximum": ceiling}
        },
    )


# --8<-- [end:warm]
