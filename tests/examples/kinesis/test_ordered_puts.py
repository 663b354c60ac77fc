from __future__ import annotations

from base64 import b64decode
from collections import deque
from typing import Any

import pytest

from examples.kinesis import ordered_puts

REFUSED = {"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "slow down"}


def ok(sequence: int) -> dict[str, str]:
    return {"SequenceNumber": str(sequence), "ShardId": "shardId-000000000000"}


def sent(request: dict[str, Any]) -> list[tuple[str, bytes]]:
    return [(one["PartitionKey"], b64decode(one["Data"])) for one in request["Records"]]


def test_a_refused_record_is_not_overtaken_by_its_own_key(kinesis: Any, answers: Any) -> None:
    requests = answers(
        kinesis,
        "PutRecords",
        {"FailedRecordCount": 1, "Records": [REFUSED, ok(1)]},
        {"FailedRecordCount": 0, "Records": [ok(2), ok(3)]},
        {"FailedRecordCount": 0, "Records": [ok(4)]},
    )
    pauses: list[float] = []
    ordered_puts.send(
        kinesis,
        "clicks",
        [("a", b"1"), ("a", b"2"), ("b", b"1"), ("b", b"2")],
        sleep=pauses.append,
        uniform=max,
    )
    assert [sent(request) for request in requests] == [
        [("a", b"1"), ("b", b"1")],
        [("a", b"1"), ("b", b"2")],
        [("a", b"2")],
    ]
    assert pauses == [0.2]


def test_everything_arrives_in_the_order_of_its_key(kinesis: Any) -> None:
    records = [(f"user-{n % 7}", str(n).encode()) for n in range(100)]
    ordered_puts.send(kinesis, "clicks", records)
    arrived: dict[str, list[bytes]] = {}
    for shard in kinesis.list_shards(StreamName="clicks")["Shards"]:
        place = kinesis.get_shard_iterator(
            StreamName="clicks", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )
        for one in kinesis.get_records(ShardIterator=place["ShardIterator"])["Records"]:
            arrived.setdefault(one["PartitionKey"], []).append(one["Data"])
    expected: dict[str, list[bytes]] = {}
    for key, data in records:
        expected.setdefault(key, []).append(data)
    assert arrived == expected


def test_gives_up_with_what_is_left(kinesis: Any, answers: Any) -> None:
    refusal = {"FailedRecordCount": 1, "Records": [REFUSED]}
    answers(kinesis, "PutRecords", refusal, refusal, refusal)
    with pytest.raises(ordered_puts.Unsent, match="2 records of 1 keys") as left:
        ordered_puts.send(
            kinesis, "clicks", [("a", b"1"), ("a", b"2")], attempts=3, sleep=lambda _: None
        )
    assert list(left.value.waiting["a"]) == [b"1", b"2"]


def test_a_call_holds_500_records_and_10_mib_at_most() -> None:
    many: ordered_puts.Waiting = {str(n): deque([b"x"]) for n in range(700)}
    assert len(ordered_puts.wave(many)) == 500
    megabyte = bytes(1024 * 1024)
    large: ordered_puts.Waiting = {str(n): deque([megabyte]) for n in range(20)}
    assert len(ordered_puts.wave(large)) == 9  # the keys count as well
