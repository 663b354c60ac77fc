from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from examples.dynamodb import transactions
from examples.dynamodb.transactions import DuplicateOrderError, OutOfStockError

BASKET = {"tea": 2, "cup": 1}


def no_sleep(seconds: float) -> None:
    assert seconds >= 0


def cancelled(*codes: str) -> dict[str, Any]:
    return {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled",
        "CancellationReasons": [{"Code": code} for code in codes],
    }


@pytest.fixture
def shop(simple_table: Any) -> Any:
    simple_table.put_item(Item={"pk": "STOCK#tea", "stock": 5})
    simple_table.put_item(Item={"pk": "STOCK#cup", "stock": 5})
    return simple_table


def place(table: Any, order: str, basket: dict[str, int], token: str, **more: Any) -> None:
    client = table.meta.client
    transactions.place_order(client, table.name, order, basket, token, sleep=no_sleep, **more)


def stock(table: Any, sku: str) -> int:
    return int(table.get_item(Key={"pk": f"STOCK#{sku}"})["Item"]["stock"])


def test_takes_stock_and_records_the_order(shop: Any) -> None:
    place(shop, "1", BASKET, "token-1")
    assert (stock(shop, "tea"), stock(shop, "cup")) == (3, 4)
    assert shop.get_item(Key={"pk": "ORDER#1"})["Item"]["basket"] == BASKET


def test_says_what_is_short_and_takes_nothing(shop: Any) -> None:
    with pytest.raises(OutOfStockError) as refused:
        place(shop, "1", {"tea": 2, "cup": 9, "pot": 1}, "token-1")
    assert refused.value.left == {"cup": 5, "pot": 0}
    assert (stock(shop, "tea"), stock(shop, "cup")) == (5, 5)
    assert "Item" not in shop.get_item(Key={"pk": "ORDER#1"})


def test_every_attempt_carries_the_same_token_and_content(shop: Any, answers: Any) -> None:
    requests = answers(
        shop.meta.client,
        "TransactWriteItems",
        cancelled("None", "TransactionConflict", "None"),
        cancelled("None", "None", "ThrottlingError"),
    )
    place(shop, "1", BASKET, "token-1")
    assert [request["ClientRequestToken"] for request in requests] == ["token-1"] * 3
    assert requests[0] == requests[1] == requests[2]
    assert stock(shop, "tea") == 3


def test_a_late_repeat_sells_nothing_twice(shop: Any) -> None:
    # moto knows no tokens, as DynamoDB does when ten minutes have passed.
    place(shop, "1", {"tea": 5}, "token-1")
    place(shop, "1", {"tea": 5}, "token-1")
    assert stock(shop, "tea") == 0


def test_another_request_cannot_take_over_an_order(shop: Any) -> None:
    place(shop, "1", BASKET, "token-1")
    with pytest.raises(DuplicateOrderError):
        place(shop, "1", {"tea": 1}, "token-2")
    assert stock(shop, "tea") == 3


def test_gives_up_after_so_many_attempts(shop: Any, answers: Any) -> None:
    conflict = cancelled("None", "TransactionConflict", "None")
    requests = answers(shop.meta.client, "TransactWriteItems", *[conflict] * 9)
    with pytest.raises(ClientError, match="TransactionCanceled"):
        place(shop, "1", BASKET, "token-1", attempts=3)
    assert len(requests) == 3


def test_does_not_repeat_what_can_never_succeed(shop: Any, answers: Any) -> None:
    wrong = cancelled("None", "TransactionConflict", "ValidationError")
    requests = answers(shop.meta.client, "TransactWriteItems", wrong)
    with pytest.raises(ClientError, match="TransactionCanceled"):
        place(shop, "1", BASKET, "token-1")
    assert len(requests) == 1
