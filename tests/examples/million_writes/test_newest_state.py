"""A state never goes back, whatever the stream does."""

from __future__ import annotations

import base64
import json
import random
from typing import Any

import boto3
import pytest

from examples.million_writes.newest_state import Event, Window, collapse, unpack, write_if_newer


def event(device: str, sequence: int, *, urgent: bool = False) -> Event:
    return Event(device, sequence, urgent, {"speed": str(sequence)})


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="state",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "device", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "device", "AttributeType": "S"}],
    )


def test_a_record_holds_many_events_a_line_each() -> None:
    lines = "\n".join(
        json.dumps({"d": name, "n": number, "s": {}}) for name, number in (("a", 1), ("b", 7))
    )
    record = {"kinesis": {"data": base64.b64encode(lines.encode()).decode()}}
    assert [(each.device, each.sequence) for each in unpack([record, record])] == [
        ("a", 1),
        ("b", 7),
    ] * 2


def test_a_batch_becomes_one_write_a_device_in_any_order() -> None:
    events = [event("a", number) for number in range(9)] + [event("b", 3), event("b", 2)]
    random.Random(1).shuffle(events)
    assert sorted(collapse(events)) == [event("a", 8), event("b", 3)]


def test_replayed_and_late_events_change_nothing(table: Any) -> None:
    assert write_if_newer(table, event("a", 5))
    assert not write_if_newer(table, event("a", 5))
    assert not write_if_newer(table, event("a", 4))
    assert write_if_newer(table, event("a", 6))
    assert table.get_item(Key={"device": "a"})["Item"]["state"] == {"speed": "6"}


def test_other_errors_are_not_swallowed(table: Any) -> None:
    table.delete()
    with pytest.raises(table.meta.client.exceptions.ResourceNotFoundException):
        write_if_newer(table, event("a", 1))


def test_a_window_writes_once_an_interval_and_the_newest() -> None:
    window = Window(300)
    assert window.take([event("a", 1)], now=0) == [event("a", 1)]
    assert window.take([event("a", 2), event("a", 3)], now=10) == []
    assert window.take([event("b", 1)], now=299) == [event("b", 1)]
    assert window.take([], now=300) == [event("a", 3)]
    assert window.take([], now=900) == []


def test_what_is_urgent_does_not_wait() -> None:
    window = Window(300)
    window.take([event("a", 1)], now=0)
    assert window.take([event("a", 2, urgent=True)], now=1) == [event("a", 2, urgent=True)]
    assert window.take([], now=302) == []
