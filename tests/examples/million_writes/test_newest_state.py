"""A state never goes back, whatever the stream does."""

from __future__ import annotations

import json
import random
from itertools import pairwise
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
    assert [(each.device, each.sequence) for each in unpack([lines.encode()] * 2, print)] == [
        ("a", 1),
        ("b", 7),
    ] * 2


def test_a_line_that_nobody_can_read_stops_no_shard() -> None:
    rejected: list[bytes] = []
    lines = b'not json\n[1]\n7\n{"d": "a"}\n{"d": "a", "n": 1, "s": {}}'
    (found,) = unpack([lines], rejected.append)
    assert (found.device, found.sequence) == ("a", 1)
    assert rejected == [b"not json", b"[1]", b"7", b'{"d": "a"}']


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
    window, written = Window(300), []
    for second in range(0, 3000, 10):
        written += window.take([event("a", second)], now=second)
    assert len(written) == 10  # one for each interval
    steps = [b.sequence - a.sequence for a, b in pairwise(written)]
    assert steps == [300] * 9


def test_what_waits_is_written_though_its_device_is_silent() -> None:
    window = Window(300)
    assert window.take([event("a", 2), event("a", 3)], now=0) in ([], [event("a", 3)])
    due = [each for second in range(1, 302) for each in window.take([], now=second)]
    assert due == [event("a", 3)]
    assert window.take([], now=900) == []


def test_a_worker_that_starts_anew_spreads_its_writes() -> None:
    window = Window(300)
    fleet = [event(f"device-{number}", 1) for number in range(3000)]
    counts = [len(window.take(fleet if not second else [], now=second)) for second in range(301)]
    assert counts[0] == 0
    assert sum(counts) == 3000
    assert max(counts) < 40  # ten a second on average


def test_what_is_urgent_does_not_wait_whatever_follows_it() -> None:
    window = Window(300)
    window.take([event("a", 1)], now=0)
    batch = [event("a", 2, urgent=True), event("a", 3)]
    assert window.take(batch, now=1) == [event("a", 3)]
    assert window.take([], now=302) == []
