from __future__ import annotations

from typing import Any

import pytest

from examples.dynamodb import batches
from examples.dynamodb.batches import UnprocessedError


class Throttled:
    """A client that does at most so many of a batch, and gives back the rest, as DynamoDB may."""

    def __init__(self, client: Any, at_most: int) -> None:
        self.client, self.at_most = client, at_most
        self.sizes: list[int] = []

    def batch_write_item(self, **request: Any) -> Any:
        ((table, puts),) = request["RequestItems"].items()
        self.sizes.append(len(puts))
        done, left = puts[: self.at_most], puts[self.at_most :]
        if done:
            self.client.batch_write_item(RequestItems={table: done})
        return {"UnprocessedItems": {table: left} if left else {}}

    def batch_get_item(self, **request: Any) -> Any:
        ((table, wanted),) = request["RequestItems"].items()
        keys = wanted["Keys"]
        self.sizes.append(len(keys))
        done, left = keys[: self.at_most], keys[self.at_most :]
        answer: Any = {"Responses": {}}
        if done:
            answer = self.client.batch_get_item(RequestItems={table: {"Keys": done}})
        answer["UnprocessedKeys"] = {table: {"Keys": left}} if left else {}
        return answer


def items(count: int) -> list[dict[str, Any]]:
    return [{"pk": f"{n:03d}", "n": n} for n in range(count)]


def keys(count: int) -> list[dict[str, Any]]:
    return [{"pk": f"{n:03d}"} for n in range(count)]


def written(table: Any) -> list[str]:
    return sorted(item["pk"] for item in table.scan()["Items"])


def test_writes_in_batches_of_25(simple_table: Any, answers: Any) -> None:
    client = simple_table.meta.client
    requests = answers(client, "BatchWriteItem")
    batches.write_all(client, simple_table.name, items(60))
    sizes = [len(request["RequestItems"][simple_table.name]) for request in requests]
    assert sizes == [25, 25, 10]
    assert written(simple_table) == [f"{n:03d}" for n in range(60)]


def test_sends_again_only_what_was_not_written(simple_table: Any) -> None:
    client = Throttled(simple_table.meta.client, at_most=10)
    batches.write_all(client, simple_table.name, items(30), sleep=lambda _: None)
    assert client.sizes == [25, 15, 5, 5]
    assert written(simple_table) == [f"{n:03d}" for n in range(30)]


def test_reads_on_until_every_key_is_answered(simple_table: Any) -> None:
    batches.write_all(simple_table.meta.client, simple_table.name, items(130))
    client = Throttled(simple_table.meta.client, at_most=40)
    found = batches.read_all(client, simple_table.name, keys(140), sleep=lambda _: None)
    assert client.sizes == [100, 60, 20, 40]
    assert sorted(item["pk"] for item in found) == [f"{n:03d}" for n in range(130)]


def test_an_answer_that_is_full_is_read_on(simple_table: Any) -> None:
    # moto, like DynamoDB, fills an answer up to 16 MB and leaves the rest unprocessed.
    for key in keys(50):
        simple_table.put_item(Item={**key, "notes": "x" * 390_000})
    client = simple_table.meta.client
    found = batches.read_all(client, simple_table.name, keys(50), sleep=lambda _: None)
    assert len(found) == 50


def test_gives_up_and_says_what_is_left(simple_table: Any) -> None:
    client = Throttled(simple_table.meta.client, at_most=0)
    waits: list[float] = []
    with pytest.raises(UnprocessedError) as refused:
        batches.write_all(client, simple_table.name, items(3), attempts=4, sleep=waits.append)
    assert len(refused.value.rest[simple_table.name]) == 3
    assert len(client.sizes) == 4
    assert len(waits) == 3


def test_waits_anywhere_below_a_bound_that_doubles_up_to_a_cap() -> None:
    bounds: list[float] = []
    waits: list[float] = []

    def uniform(low: float, high: float) -> float:
        assert low == 0
        bounds.append(high)
        return high / 3

    with pytest.raises(UnprocessedError):
        batches.until_done(
            lambda work: work, {"t": [1]}, attempts=9, sleep=waits.append, uniform=uniform
        )
    assert bounds == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0])
    assert waits == [bound / 3 for bound in bounds]
