from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from examples.dynamodb import pagination
from examples.dynamodb.pagination import BadCursorError

SECRET = b"only the API knows this"


def orders_page(
    table: Any, cursor: str | None, *, customer: str = "ada", size: int = 3, reads: int = 5
) -> tuple[list[str], str | None]:
    items, following = pagination.orders_page(
        table, customer, "OPEN", size, cursor, SECRET, reads=reads
    )
    return [item["sk"] for item in items], following


@pytest.fixture
def orders(table: Any) -> Any:
    """Twenty orders of Ada: 02, 03, 13, 14, 15, 16 and 19 are open."""
    for n in range(20):
        status = "OPEN" if n in {2, 3, 13, 14, 15, 16, 19} else "DONE"
        table.put_item(Item={"pk": "ada", "sk": f"{n:02d}", "order_status": status})
    return table


OPEN = ["02", "03", "13", "14", "15", "16", "19"]


def test_matches_behind_an_empty_page_are_found(table: Any, answers: Any) -> None:
    for n in range(9):
        status = "OPEN" if n == 8 else "DONE"
        # Four of these make more than the one megabyte of a page.
        item = {"pk": "ada", "sk": str(n), "order_status": status, "notes": "x" * 300_000}
        table.put_item(Item=item)
    queries = answers(table.meta.client, "Query")
    assert [order["sk"] for order in pagination.all_orders(table, "ada", "OPEN")] == ["8"]
    assert len(queries) == 3


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("reads", [1, 2, 50])
def test_the_pages_together_are_all_orders_once(orders: Any, size: int, reads: int) -> None:
    found: list[str] = []
    cursor = None
    for _ in range(100):
        page, cursor = orders_page(orders, cursor, size=size, reads=reads)
        assert len(page) <= size
        found += page
        if cursor is None:
            break
    assert cursor is None
    assert found == OPEN


def test_reads_on_until_the_page_is_full(orders: Any) -> None:
    page, cursor = orders_page(orders, None, reads=50)
    assert page == OPEN[:3]
    assert cursor is not None


def test_reads_no_more_than_allowed(orders: Any, answers: Any) -> None:
    queries = answers(orders.meta.client, "Query")
    page, cursor = orders_page(orders, None, reads=2)
    assert page == ["02", "03"]
    assert cursor is not None
    assert len(queries) == 2


def test_the_cursor_of_another_customer_is_refused(orders: Any) -> None:
    _, cursor = orders_page(orders, None)
    with pytest.raises(BadCursorError):
        orders_page(orders, cursor, customer="bob")


def test_a_cursor_made_by_hand_is_refused(orders: Any) -> None:
    _, cursor = orders_page(orders, None)
    assert cursor is not None
    raw = base64.urlsafe_b64decode(cursor)
    elsewhere = json.dumps({"pk": "bob", "sk": "00"}).encode()
    forged = base64.urlsafe_b64encode(raw[:32] + elsewhere).decode()
    for wrong in (forged, "nonsense!", "é", cursor[:-4]):
        with pytest.raises(BadCursorError):
            orders_page(orders, wrong)
