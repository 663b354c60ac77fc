from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.messaging import idempotent_consumer as consumer

NOW = 1_800_000_000


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="work",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )


def test_a_repeat_does_nothing_and_may_be_deleted(table: Any) -> None:
    ran: list[str] = []
    assert consumer.once(table, "refund-1", NOW, ran.append)
    assert not consumer.once(table, "refund-1", NOW + 10, ran.append)
    assert not consumer.once(table, "refund-1", NOW + 10_000, ran.append)
    assert consumer.once(table, "refund-2", NOW, ran.append)
    assert ran == ["refund-1", "refund-2"]


def test_two_at_once_are_one(table: Any) -> None:
    ran: list[str] = []

    def meanwhile(key: str) -> None:
        with pytest.raises(consumer.Busy):
            consumer.once(table, key, NOW + 1, ran.append)
        ran.append(key)

    assert consumer.once(table, "refund-1", NOW, meanwhile)
    assert ran == ["refund-1"]


def test_the_work_of_a_dead_consumer_is_taken_over(table: Any) -> None:
    def die(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        consumer.once(table, "refund-1", NOW, die)
    ran: list[str] = []
    with pytest.raises(consumer.Busy):
        consumer.once(table, "refund-1", NOW + consumer.LEASE, ran.append)
    assert ran == []
    assert consumer.once(table, "refund-1", NOW + consumer.LEASE + 1, ran.append)
    assert ran == ["refund-1"]


def test_remembers_longer_than_a_queue_does(table: Any) -> None:
    consumer.once(table, "refund-1", NOW, lambda _: None)
    assert table.get_item(Key={"pk": "refund-1"})["Item"]["expires"] > NOW + 14 * 24 * 3600


def test_an_effect_that_failed_can_be_tried_again_at_once(table: Any) -> None:
    def fail(_: str) -> None:
        raise RuntimeError("the bank says no")

    with pytest.raises(RuntimeError):
        consumer.once(table, "refund-1", NOW, fail)
    ran: list[str] = []
    assert consumer.once(table, "refund-1", NOW + 10, ran.append)
    assert ran == ["refund-1"]


def test_a_late_failure_leaves_the_claim_to_its_new_owner(table: Any) -> None:
    def die(_: str) -> None:
        raise KeyboardInterrupt

    def slow(key: str) -> None:
        with pytest.raises(KeyboardInterrupt):
            consumer.once(table, key, NOW + consumer.LEASE + 1, die)
        raise RuntimeError("the bank says no")

    with pytest.raises(RuntimeError):
        consumer.once(table, "refund-1", NOW, slow)
    with pytest.raises(consumer.Busy):
        consumer.once(table, "refund-1", NOW + consumer.LEASE + 2, lambda _: None)
