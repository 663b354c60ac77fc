from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from examples.dynamodb import single_table_access_patterns as shop


@pytest.fixture
def orders(resource: Any) -> Any:
    """Ada with three orders, the newest last; Bob with one."""
    shop.create_table(resource.meta.client, "shop")
    table = resource.Table("shop")
    shop.put_customer(table, "ada", "Ada")
    shop.put_customer(table, "bob", "Bob")
    shop.place_order(table, "ada", "0001", "2026-11-01", ["tea"])
    shop.place_order(table, "ada", "0002", "2026-11-02", ["cup", "pot"])
    shop.place_order(table, "ada", "0003", "2026-11-03", ["jam"])
    shop.place_order(table, "bob", "0004", "2026-11-04", ["tea"])
    return table


def test_customer_with_newest_orders_in_one_query(orders: Any, answers: Any) -> None:
    queries = answers(orders.meta.client, "Query")
    items = shop.customer_with_newest_orders(orders, "ada", 2)
    assert [item["sk"] for item in items] == ["PROFILE", "ORDER#0003", "ORDER#0002"]
    assert items[0]["name"] == "Ada"
    assert len(queries) == 1


def test_lines_of_one_order_in_their_order(orders: Any) -> None:
    assert [line["sku"] for line in shop.order_lines(orders, "0002")] == ["cup", "pot"]


def test_open_orders_of_one_status_up_to_a_date(orders: Any) -> None:
    shop.set_status(orders, "ada", "0002", "PAID", "2026-11-05")
    placed = shop.open_orders(orders, "PLACED", before="2026-11-04")
    assert [order["sk"] for order in placed] == ["ORDER#0001", "ORDER#0003"]
    paid = shop.open_orders(orders, "PAID", before="2026-12-01")
    assert [order["sk"] for order in paid] == ["ORDER#0002"]


def test_only_open_orders_are_in_the_index(orders: Any) -> None:
    for order in ("0001", "0003"):
        shop.set_status(orders, "ada", order, "SHIPPED", "2026-11-06")
    indexed = orders.scan(IndexName="open-orders")["Items"]
    assert sorted(item["sk"] for item in indexed) == ["ORDER#0002", "ORDER#0004"]
    shipped = orders.get_item(Key={"pk": "CUSTOMER#ada", "sk": "ORDER#0001"})["Item"]
    assert shipped["order_status"] == "SHIPPED"


def test_a_status_for_an_unknown_order_creates_nothing(orders: Any) -> None:
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        shop.set_status(orders, "ada", "9999", "PAID", "2026-11-05")
    assert "Item" not in orders.get_item(Key={"pk": "CUSTOMER#ada", "sk": "ORDER#9999"})


def test_an_order_is_placed_with_all_its_lines_or_not_at_all(orders: Any, answers: Any) -> None:
    requests = answers(
        orders.meta.client, "TransactWriteItems", {"__type": "TransactionCanceledException"}
    )
    with pytest.raises(ClientError):
        shop.place_order(orders, "ada", "0005", "2026-11-05", ["tea", "cup"])
    assert len(requests[0]["TransactItems"]) == 3
    assert shop.order_lines(orders, "0005") == []
