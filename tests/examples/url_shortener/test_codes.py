"""No two links get one code, whoever asks and in whatever order."""

from __future__ import annotations

from itertools import islice
from typing import Any

import boto3
import pytest

from examples.url_shortener.codes import (
    ALPHABET,
    CODES,
    LENGTH,
    code,
    codes,
    create,
    permute,
    take_block,
)

KEY = b"only for tests"


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="links",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )


def test_two_writers_never_hold_one_number(table: Any) -> None:
    blocks = [take_block(table, 1000), take_block(table, 10), take_block(table, 1000)]
    numbers = [number for block in blocks for number in block]
    assert sorted(numbers) == list(range(2010))


def test_every_number_has_a_code_of_its_own() -> None:
    ends = [*range(20_000), *range(CODES - 20_000, CODES)]
    assert len({permute(number, KEY) for number in ends}) == len(ends)


def test_a_code_is_seven_letters_and_its_neighbour_looks_unlike_it() -> None:
    first, second = code(1, KEY), code(2, KEY)
    assert len(first) == LENGTH
    assert set(first) <= set(ALPHABET)
    assert sum(a == b for a, b in zip(first, second, strict=True)) < LENGTH - 2
    assert code(1, KEY) == first
    assert code(1, b"another key") != first


def test_the_last_code_is_the_last() -> None:
    assert len(code(CODES - 1, KEY)) == LENGTH
    with pytest.raises(ValueError, match="taken"):
        code(CODES, KEY)


def test_fresh_codes_go_on_over_blocks(table: Any) -> None:
    assert len(set(islice(codes(table, KEY, block=5), 23))) == 23


def test_a_link_is_never_written_over(table: Any) -> None:
    create(table, "abc", "https://example.com/a")
    with pytest.raises(table.meta.client.exceptions.ConditionalCheckFailedException):
        create(table, "abc", "https://example.com/b")
    assert table.get_item(Key={"pk": "abc"})["Item"]["target"] == "https://example.com/a"
