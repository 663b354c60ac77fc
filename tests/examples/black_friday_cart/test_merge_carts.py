"""Two carts become one, once, however often somebody signs in."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.black_friday_cart.merge_carts import MOST_LINES, join, lines, merge


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="carts",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[
            {"AttributeName": "cart", "KeyType": "HASH"},
            {"AttributeName": "line", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("cart", "line")
        ],
    )


def fill(table: Any, cart: str, quantities: dict[str, int]) -> None:
    table.put_item(Item={"cart": cart, "line": "HEAD"})
    for product, quantity in quantities.items():
        table.put_item(Item={"cart": cart, "line": f"LINE#{product}", "quantity": quantity})


def test_the_larger_quantity_of_each_line_stays() -> None:
    assert join({"tea": 2, "cup": 1}, {"tea": 1, "pot": 3}) == {"tea": 2, "cup": 1, "pot": 3}


def test_the_visitors_cart_ends_in_the_accounts(table: Any) -> None:
    fill(table, "visitor", {"tea": 1, "pot": 3})
    fill(table, "account", {"tea": 2, "cup": 1})
    assert merge(table, "visitor", "account")
    assert lines(table, "account") == {"tea": 2, "cup": 1, "pot": 3}
    assert lines(table, "visitor") == {}


def test_the_second_sign_in_changes_nothing(table: Any) -> None:
    fill(table, "visitor", {"tea": 1})
    assert merge(table, "visitor", "account")
    table.update_item(
        Key={"cart": "account", "line": "LINE#tea"},
        UpdateExpression="SET quantity = :q",
        ExpressionAttributeValues={":q": 5},
    )
    assert not merge(table, "visitor", "account")
    assert lines(table, "account") == {"tea": 5}


def test_a_cart_too_long_for_a_transaction_is_refused_before_it_is_half_done(table: Any) -> None:
    fill(table, "visitor", {f"p{number}": 1 for number in range(MOST_LINES + 1)})
    with pytest.raises(ValueError, match="too many lines"):
        merge(table, "visitor", "account")
    assert lines(table, "account") == {}


def test_other_errors_are_not_taken_for_done(table: Any) -> None:
    fill(table, "visitor", {"tea": 1})
    other = boto3.resource("dynamodb").Table("nowhere")
    with pytest.raises(other.meta.client.exceptions.ResourceNotFoundException):
        merge(other, "visitor", "account")
