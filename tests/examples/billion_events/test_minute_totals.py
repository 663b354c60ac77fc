"""However the stream is cut, repeated and interleaved, the totals end the same."""

from __future__ import annotations

import random
from typing import Any

import boto3
import pytest

from examples.billion_events.minute_totals import Event, Minutes, Total, on_time, write_total

LATENESS = 1800


def event(name: str, at: int, delay: int = 5, merchant: str = "m", cents: int = 100) -> Event:
    return Event(name, merchant, at, at + delay, cents)


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="totals",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "minute", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "minute", "AttributeType": "N"},
        ],
    )


def rows(table: Any, generation: str = "g1") -> dict[tuple[str, int], tuple[int, int]]:
    return {
        (item["pk"], int(item["minute"])): (int(item["events"]), int(item["cents"]))
        for item in table.scan()["Items"]
        if item["pk"].startswith(f"{generation}#")
    }


def test_an_event_counts_once_however_often_it_was_sent() -> None:
    minutes = Minutes(["a", "b"], LATENESS)
    assert minutes.take("a", [event("1", 30), event("1", 30)]) == ([Total("m", 0, 1, 100)], [])
    assert minutes.take("b", [event("1", 30, delay=90)]) == ([], [])


def test_a_late_event_corrects_its_own_minute_until_the_line() -> None:
    assert on_time(event("1", 59, delay=1800), LATENESS)  # arrives at 1859, the line is 1860
    assert not on_time(event("1", 59, delay=1801), LATENESS)
    minutes = Minutes(["a"], LATENESS)
    minutes.take("a", [event("1", 59), event("2", 1000)])
    assert minutes.take("a", [event("3", 59, delay=1700)])[0] == [Total("m", 0, 2, 200)]
    late = event("4", 59, delay=4000)
    assert minutes.take("a", [late]) == ([], [late])


def test_a_clock_that_runs_ahead_closes_nothing() -> None:
    minutes = Minutes(["a"], LATENESS)
    ahead = Event("x", "m", at=10_000_000, arrived=40, cents=1)
    assert minutes.take("a", [ahead]) == ([], [ahead])
    assert minutes.take("a", [event("1", 41)])[0] == [Total("m", 0, 1, 100)]


def test_a_slow_shard_holds_its_minutes_open() -> None:
    minutes = Minutes(["fast", "slow"], LATENESS)
    minutes.take("fast", [event("1", 30), event("2", 90_000)])
    assert minutes.take("slow", [event("3", 31)])[0] == [Total("m", 0, 2, 200)]
    minutes.take("slow", [event("4", 90_000)])
    assert {minute for _, minute in minutes._open} == {1500}  # the first was forgotten at last


def test_a_shard_that_was_split_no_longer_holds_anything() -> None:
    minutes = Minutes(["parent"], LATENESS)
    minutes.take("parent", [event("1", 30)])
    minutes.take("child", [event("2", 90_000)])
    assert {minute for _, minute in minutes._open} == {0, 1500}
    minutes.finished("parent")
    assert minutes.take("child", [event("2", 90_000)]) == ([], [])
    assert {minute for _, minute in minutes._open} == {1500}


def test_crashes_repeats_and_any_interleaving_end_in_the_same_totals(table: Any) -> None:
    chance = random.Random(7)
    sent = [event(str(n), chance.randrange(600), chance.randrange(60)) for n in range(60)]
    sent += chance.sample(sent, 15)  # a producer put these twice
    shards = {"a": sent[::2], "b": sent[1::2]}
    for events in shards.values():
        events.sort(key=lambda each: each.arrived)
    expected: dict[tuple[str, int], tuple[int, int]] = {}
    for minute in range(10):
        names = {each.id for each in sent if each.at // 60 == minute}
        if names:
            expected["g1#m", minute] = len(names), 100 * len(names)
    for run in range(4):  # each run starts from the beginning; all but the last crash
        minutes, place = Minutes(shards, LATENESS), dict.fromkeys(shards, 0)
        until = chance.randrange(10, 60)
        for step in range(200):
            if run < 3 and step == until:
                break
            shard = chance.choice(list(shards))
            cut = place[shard] + chance.randrange(4)
            totals, odd = minutes.take(shard, shards[shard][place[shard] : cut])
            assert not odd
            for total in totals:
                write_total(table, "g1", total)
            place[shard] = cut
    assert rows(table) == expected


def test_what_knows_less_is_refused_and_another_generation_is_not(table: Any) -> None:
    assert write_total(table, "g1", Total("m", 0, 5, 500))
    assert not write_total(table, "g1", Total("m", 0, 4, 400))
    assert not write_total(table, "g1", Total("m", 0, 5, 500))
    assert write_total(table, "g2", Total("m", 0, 4, 480))
    assert rows(table) == {("g1#m", 0): (5, 500)}
    assert rows(table, "g2") == {("g2#m", 0): (4, 480)}


def test_other_errors_are_not_swallowed(table: Any) -> None:
    table.delete()
    with pytest.raises(table.meta.client.exceptions.ResourceNotFoundException):
        write_total(table, "g1", Total("m", 0, 1, 1))
