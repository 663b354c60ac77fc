from __future__ import annotations

from typing import Any

import pytest

from examples.saga_outbox import participant

NOW = 1_800_000_000


@pytest.fixture
def shop(table: Any) -> Any:
    table.put_item(Item={"pk": "STOCK#tea", "stock": 5})
    return table


def command(id: str, count: int = 2) -> dict[str, Any]:
    return {"id": id, "about": "1", "body": {"items": {"tea": count}}}


def stock(table: Any) -> int:
    return int(table.get_item(Key={"pk": "STOCK#tea"})["Item"]["stock"])


def outcomes(sent: Any) -> list[tuple[str, str]]:
    return [(one["body"]["command"], one["body"]["outcome"]) for one in sent()]


def test_a_repeated_command_takes_once_and_answers_once(shop: Any, sent: Any) -> None:
    participant.reserve(shop, command("m1"), NOW)
    participant.reserve(shop, command("m1"), NOW)
    assert stock(shop) == 3
    assert outcomes(sent) == [("reserve", "done")]


def test_the_same_order_by_another_message_takes_nothing_more(shop: Any, sent: Any) -> None:
    participant.reserve(shop, command("m1"), NOW)
    participant.reserve(shop, command("m2"), NOW)
    assert stock(shop) == 3
    assert outcomes(sent) == [("reserve", "done"), ("reserve", "done")]


def test_out_of_stock_is_an_answer(shop: Any, sent: Any) -> None:
    participant.reserve(shop, command("m1", 9), NOW)
    assert stock(shop) == 5
    assert outcomes(sent) == [("reserve", "refused")]


def test_release_gives_back_once(shop: Any, sent: Any) -> None:
    participant.reserve(shop, command("m1"), NOW)
    participant.release(shop, command("m2"), NOW)
    participant.release(shop, command("m2"), NOW)
    participant.release(shop, command("m3"), NOW)
    assert stock(shop) == 5
    assert outcomes(sent)[1:] == [("release", "done"), ("release", "done")]


def test_an_undo_that_is_early_stops_the_command(shop: Any, sent: Any) -> None:
    participant.release(shop, command("m2"), NOW)
    participant.reserve(shop, command("m1"), NOW)
    assert stock(shop) == 5
    assert outcomes(sent) == [("release", "done"), ("reserve", "refused")]


def test_after_a_refusal_there_is_nothing_to_give_back(shop: Any) -> None:
    participant.reserve(shop, command("m1", 9), NOW)
    participant.release(shop, command("m2", 9), NOW)
    assert stock(shop) == 5
