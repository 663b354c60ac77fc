"""Grows a stream in the steps that AWS allows, and isolates a hot key.

For streams in provisioned mode. Splitting a shard in its middle helps
if many warm keys share it, not if one key is hot: then cut around it.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from examples.kinesis.partition_keys import (
    hash_of,
    open_shards,
    shard_of,
)

SLIVER = 2**64


# --8<-- [start:steps]
def steps(current: int, target: int) -> list[int]:
    """The counts to pass through: each at most double, at least half.

    Ten changes in 24 hours are allowed: from one shard that is enough
    for 1,024, and an undo tonight needs some of the same ten.
    """
    counts = []
    while current != target:
        bound = 2 * current if target > current else ceil(current / 2)
        current = (
            min(target, bound)
            if target > current
            else max(target, bound)
        )
        counts.append(current)
    return counts


def resize(client: Any, stream: str, target: int) -> None:
    summary = client.describe_stream_summary(StreamName=stream)
    current = summary["StreamDescriptionSummary"]["OpenShardCount"]
    for count in steps(current, target):
        client.update_shard_count(
            StreamName=stream,
            TargetShardCount=count,
            ScalingType="UNIFORM_SCALING",
        )
        # UPDATING until the shards exist; writes go on meanwhile. A
        # large stream takes longer than a waiter's three minutes.
        client.get_waiter("stream_exists").wait(
            StreamName=stream,
            WaiterConfig={"Delay": 30, "MaxAttempts": 120},
        )


# --8<-- [end:steps]


# --8<-- [start:isolate]
def isolate(client: Any, stream: str, key: str) -> str:
    """Gives one hot key a shard of its own and returns its id.

    It then has a shard's whole limit. A key that needs more than
    that cannot be helped by any split. The next `resize` undoes this.
    """
    hot = hash_of(key)
    # A sliver of the hashes around the key. That another key falls
    # into it is as likely as a collision.
    for cut in (hot - SLIVER, hot + SLIVER):
        shards = open_shards(client, stream)
        client.split_shard(
            StreamName=stream,
            ShardToSplit=shard_of(hot, shards),
            NewStartingHashKey=str(cut),
        )
        client.get_waiter("stream_exists").wait(StreamName=stream)
    return shard_of(hot, open_shards(client, stream))


# --8<-- [end:isolate]
