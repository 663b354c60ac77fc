from __future__ import annotations

from typing import Any

import pytest

from examples.kinesis import resharding
from examples.kinesis.partition_keys import hash_of, open_shards, shard_of


@pytest.mark.parametrize(
    ("current", "target", "expected"),
    [
        (4, 4, []),
        (4, 8, [8]),
        (4, 30, [8, 16, 30]),
        (12, 50, [24, 48, 50]),
        (9, 2, [5, 3, 2]),
        (1, 1024, [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]),
    ],
)
def test_no_step_more_than_doubles_or_halves(
    current: int, target: int, expected: list[int]
) -> None:
    assert resharding.steps(current, target) == expected


def test_resize_goes_through_the_steps(kinesis: Any, answers: Any) -> None:
    requests = answers(kinesis, "UpdateShardCount")
    resharding.resize(kinesis, "clicks", 10)
    assert [request["TargetShardCount"] for request in requests] == [8, 10]
    assert len(open_shards(kinesis, "clicks")) == 10


def test_isolate_leaves_a_hot_key_alone_on_its_shard(kinesis: Any) -> None:
    others = [f"user-{n}" for n in range(300)]
    shard = resharding.isolate(kinesis, "clicks", "celebrity")
    shards = open_shards(kinesis, "clicks")
    assert len(shards) == 6
    assert shard_of(hash_of("celebrity"), shards) == shard
    owned = next(one["HashKeyRange"] for one in shards if one["ShardId"] == shard)
    low, high = int(owned["StartingHashKey"]), int(owned["EndingHashKey"])
    assert high - low < 2 * resharding.SLIVER
    assert shard not in {shard_of(hash_of(key), shards) for key in others}
