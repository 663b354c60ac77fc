from __future__ import annotations

from typing import Any

import pytest

from examples.kinesis import partition_keys


def test_predicts_the_shard_that_kinesis_picks(kinesis: Any) -> None:
    shards = partition_keys.open_shards(kinesis, "clicks")
    for n in range(50):
        key = f"user-{n}"
        put = kinesis.put_record(StreamName="clicks", PartitionKey=key, Data=b"x")
        assert partition_keys.shard_of(partition_keys.hash_of(key), shards) == put["ShardId"]


def test_leaves_out_shards_that_were_split(kinesis: Any) -> None:
    first = partition_keys.open_shards(kinesis, "clicks")[0]
    middle = int(first["HashKeyRange"]["EndingHashKey"]) // 2
    kinesis.split_shard(
        StreamName="clicks", ShardToSplit=first["ShardId"], NewStartingHashKey=str(middle)
    )
    found = partition_keys.open_shards(kinesis, "clicks")
    assert len(found) == 5
    assert first["ShardId"] not in {shard["ShardId"] for shard in found}


def test_reads_all_pages_and_names_the_stream_once(kinesis: Any, answers: Any) -> None:
    def page(number: int) -> dict[str, Any]:
        hashes = {"StartingHashKey": "0", "EndingHashKey": "1"}
        started = {"StartingSequenceNumber": "1"}
        return {
            "ShardId": f"shardId-{number}",
            "HashKeyRange": hashes,
            "SequenceNumberRange": started,
        }

    requests = answers(
        kinesis, "ListShards", {"Shards": [page(1)], "NextToken": "more"}, {"Shards": [page(2)]}
    )
    found = partition_keys.open_shards(kinesis, "clicks")
    assert [shard["ShardId"] for shard in found] == ["shardId-1", "shardId-2"]
    assert "StreamName" not in requests[1]
    assert requests[1]["NextToken"] == "more"


def test_a_hash_that_nobody_owns_is_an_error() -> None:
    with pytest.raises(LookupError):
        partition_keys.shard_of(5, [])


def test_load_shows_the_hot_shard_first(kinesis: Any) -> None:
    shards = partition_keys.open_shards(kinesis, "clicks")
    hot = partition_keys.shard_of(partition_keys.hash_of("celebrity"), shards)
    sample = ["celebrity"] * 600 + [f"user-{n}" for n in range(400)]
    shares = partition_keys.load(sample, shards)
    assert next(iter(shares)) == hot
    assert shares[hot] > 0.6
    assert sum(shares.values()) == pytest.approx(1)


def test_spread_is_stable_and_uses_every_way() -> None:
    ways = {partition_keys.spread("celebrity", str(n), 8) for n in range(1000)}
    assert len(ways) == 8
    assert partition_keys.spread("a", "event-1", 8) == partition_keys.spread("a", "event-1", 8)


def test_explicit_hashes_hit_every_shard_once(kinesis: Any) -> None:
    hit = [
        kinesis.put_record(
            StreamName="clicks",
            PartitionKey="gateway",
            Data=b"x",
            ExplicitHashKey=partition_keys.explicit_hash(slot, 4),
        )["ShardId"]
        for slot in range(4)
    ]
    assert len(set(hit)) == 4
