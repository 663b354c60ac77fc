from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from examples.kinesis import checkpointed_consumer as consumer


@pytest.fixture
def tables(aws: boto3.Session) -> tuple[Any, Any]:
    resource = aws.resource("dynamodb")
    places, totals = (
        resource.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        for name in ("places", "totals")
    )
    return places, totals


@pytest.fixture
def shard(kinesis: Any) -> str:
    """The shard of the key `a`, with amounts 1 to 5 on it."""
    for amount in range(1, 6):
        data = json.dumps({"amount": amount}).encode()
        put = kinesis.put_record(StreamName="clicks", PartitionKey="a", Data=data)
    return str(put["ShardId"])


def total(table: Any) -> int:
    return int(table.get_item(Key={"pk": "a"})["Item"]["amount"])


def test_adds_up_and_remembers_its_place(kinesis: Any, tables: tuple[Any, Any], shard: str) -> None:
    places, totals = tables
    consumer.run(kinesis, places, totals, "clicks", shard)
    assert total(totals) == 15
    assert places.get_item(Key={"pk": f"clicks/{shard}"})["Item"]["after"] == "5"


def test_goes_on_behind_its_checkpoint(kinesis: Any, tables: tuple[Any, Any], shard: str) -> None:
    places, totals = tables
    consumer.run(kinesis, places, totals, "clicks", shard)
    data = json.dumps({"amount": 10}).encode()
    kinesis.put_record(StreamName="clicks", PartitionKey="a", Data=data)
    read = [len(page) for page in consumer.batches(kinesis, "clicks", shard, "5")]
    assert read == [1]
    consumer.run(kinesis, places, totals, "clicks", shard)
    assert total(totals) == 25


def test_a_lost_checkpoint_repeats_records_without_effect(
    kinesis: Any, tables: tuple[Any, Any], shard: str
) -> None:
    places, totals = tables
    consumer.run(kinesis, places, totals, "clicks", shard)
    places.delete_item(Key={"pk": f"clicks/{shard}"})
    consumer.run(kinesis, places, totals, "clicks", shard)
    assert total(totals) == 15


def test_no_checkpoint_if_an_effect_failed(
    kinesis: Any, tables: tuple[Any, Any], shard: str, answers: Any
) -> None:
    places, totals = tables
    throttled = {"__type": "ProvisionedThroughputExceededException"}
    answers(totals.meta.client, "UpdateItem", throttled)
    with pytest.raises(totals.meta.client.exceptions.ProvisionedThroughputExceededException):
        consumer.run(kinesis, places, totals, "clicks", shard)
    assert "Item" not in places.get_item(Key={"pk": f"clicks/{shard}"})


def test_long_sequence_numbers_sort_like_numbers() -> None:
    assert consumer.ordered("9") < consumer.ordered("10")
    assert consumer.ordered("4" + "9" * 55) < consumer.ordered("5" + "0" * 55)


def test_an_empty_page_with_records_behind_it_is_not_the_end(kinesis: Any, answers: Any) -> None:
    record = {"SequenceNumber": "7", "PartitionKey": "a", "Data": "e30="}
    answers(
        kinesis,
        "GetRecords",
        {"Records": [], "MillisBehindLatest": 60000, "NextShardIterator": "next"},
        {"Records": [record], "MillisBehindLatest": 0},
    )
    shards = kinesis.list_shards(StreamName="clicks")["Shards"]
    pages = list(consumer.batches(kinesis, "clicks", shards[0]["ShardId"], None))
    assert [one["SequenceNumber"] for page in pages for one in page] == ["7"]
