"""Finds the shard of a key and the hot shard, and spreads a key.

A shard owns a range of hashes, so the hottest key decides how many
shards help. Look at a sample of real keys before buying shards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import md5
from typing import Any
from zlib import crc32

HASHES = 2**128
Shard = dict[str, Any]


# --8<-- [start:shard]
def hash_of(key: str) -> int:
    """Where Kinesis puts a key: its MD5, read as a number."""
    digest = md5(key.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest, "big")


def open_shards(client: Any, stream: str) -> list[Shard]:
    shards: list[Shard] = []
    page = client.list_shards(StreamName=stream)
    while True:
        shards += page["Shards"]
        if not page.get("NextToken"):
            break
        # The token names the stream: giving both is an error.
        page = client.list_shards(NextToken=page["NextToken"])
    # A shard that was split or merged has an end and takes no more.
    return [
        shard
        for shard in shards
        if "EndingSequenceNumber" not in shard["SequenceNumberRange"]
    ]


def shard_of(hash_key: int, shards: Iterable[Shard]) -> str:
    for shard in shards:
        owned = shard["HashKeyRange"]
        low, high = owned["StartingHashKey"], owned["EndingHashKey"]
        if int(low) <= hash_key <= int(high):
            return str(shard["ShardId"])
    raise LookupError(f"no open shard owns {hash_key}")


# --8<-- [end:shard]


# --8<-- [start:load]
def load(keys: Iterable[str], shards: list[Shard]) -> dict[str, float]:
    """The share of a sample that each shard takes, the worst first.

    With ten shards and even keys each takes a tenth. What the first
    one takes above that is headroom that you bought and cannot use.
    """
    counts = Counter(shard_of(hash_of(key), shards) for key in keys)
    return {
        shard: count / counts.total()
        for shard, count in counts.most_common()
    }


# --8<-- [end:load]


# --8<-- [start:spread]
def spread(key: str, record_id: str, ways: int) -> str:
    """One of `ways` keys for a key that is too hot for one shard.

    From the record, not at random: a producer that sends a record
    again sends it to the same place. Order holds within one way only.
    """
    return f"{key}#{crc32(record_id.encode()) % ways}"


def explicit_hash(slot: int, slots: int) -> str:
    """The hash in the middle of one of `slots` equal parts.

    For few big senders, of which MD5 might put two on one shard:
    numbered slots are even by construction.
    """
    return str((2 * slot + 1) * HASHES // (2 * slots))


# --8<-- [end:spread]
