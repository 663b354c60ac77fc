"""How many shards an index gets, and the template that says so.

The number of primary shards of an index is fixed at its birth, so it
is computed from the index at its largest, not from today's data.
"""

from __future__ import annotations

from math import ceil
from typing import Any


# --8<-- [start:shards]
def primary_shards(
    source_gb: float, shard_gb: float, data_nodes: int
) -> int:
    """Primaries for an index that grows to `source_gb` of source."""
    if source_gb <= 0 or shard_gb <= 0 or data_nodes < 1:
        raise ValueError("sizes and nodes must be above zero")
    needed = ceil(source_gb * 1.1 / shard_gb)  # the index's overhead
    if needed < data_nodes:
        return needed  # a small index wants one shard, not a spread
    # Otherwise a multiple of the nodes, or one node carries more.
    return ceil(needed / data_nodes) * data_nodes


# --8<-- [end:shards]


# --8<-- [start:template]
def log_template(pattern: str, shards: int) -> dict[str, Any]:
    return {
        "index_patterns": [pattern],
        "template": {
            "settings": {
                "index": {
                    "number_of_shards": shards,
                    "number_of_replicas": 1,
                    # Nobody reads a log line in its first second.
                    "refresh_interval": "30s",
                }
            },
            "mappings": {
                # A service that logs a new key for each user would add
                # a field for each user. Unknown keys are kept unread.
                "dynamic": False,
                "properties": {
                    "@timestamp": {"type": "date"},
                    "service": {"type": "keyword"},
                    "level": {"type": "keyword"},
                    "trace_id": {"type": "keyword"},
                    "message": {"type": "text"},
                },
            },
        },
    }


# --8<-- [end:template]
