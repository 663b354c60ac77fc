"""Two tables stand for the replicas; the test replays how DynamoDB settles a conflict.

The rule, for global tables with multi-Region eventual consistency: each item carries the time of
its last write, and a write that arrives from another Region replaces the whole item if it is later
(AWS Prescriptive Guidance, "Using DynamoDB global tables", overview).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import boto3
import pytest

from examples.dynamodb import global_table_conflicts as example
from examples.dynamodb.global_table_conflicts import OverdrawnError

US, EU = "us-east-1", "eu-west-1"
ACCOUNT = f"{EU}#42"


class GlobalTable:
    """Replicas that hear of each other's writes only when `replicate` is called."""

    def __init__(self, session: boto3.Session) -> None:
        self.replicas = {region: self._create(session, region) for region in (US, EU)}
        self._clock = 0
        self._written: dict[tuple[str, str], tuple[int, str]] = {}

    @staticmethod
    def _create(session: boto3.Session, region: str) -> Any:
        return session.resource("dynamodb", region_name=region).create_table(
            TableName="global",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
        )

    def write(self, region: str, write: Callable[[Any], None]) -> None:
        """Lets `write` change one Region's replica, and notes when it changed which items."""
        before = self.items(region)
        write(self.replicas[region])
        self._clock += 1
        for key, item in self.items(region).items():
            if before.get(key) != item:
                self._written[key] = (self._clock, region)

    def replicate(self) -> None:
        """Every item becomes, everywhere, what its last writer made of it."""
        for key, (_, winner) in self._written.items():
            item = self.items(winner)[key]
            for replica in self.replicas.values():
                replica.put_item(Item=item)
        self._written.clear()

    def items(self, region: str) -> dict[tuple[str, str], Any]:
        items = self.replicas[region].scan()["Items"]
        return {(item["pk"], item["sk"]): item for item in items}


@pytest.fixture
def replicas(aws: boto3.Session) -> GlobalTable:
    return GlobalTable(aws)


def totals(replicas: GlobalTable) -> list[Any]:
    return [replicas.items(region)["home", "TOTAL"]["hits"] for region in (US, EU)]


def test_a_counter_in_one_item_loses_what_was_counted_at_the_same_time(
    replicas: GlobalTable,
) -> None:
    def count(table: Any) -> None:
        example.count_in_one_item(table, "home")

    replicas.write(US, count)
    replicas.replicate()
    replicas.write(EU, count)
    replicas.replicate()
    assert totals(replicas) == [2, 2]  # one after the other is no conflict
    replicas.write(US, count)
    replicas.write(US, count)
    replicas.write(EU, count)
    replicas.replicate()
    assert totals(replicas) == [3, 3]  # of five


def test_a_counter_by_region_loses_nothing(replicas: GlobalTable) -> None:
    for region in (US, US, EU, US, EU):
        replicas.write(region, partial(example.count_by_region, counter="home", region=region))
    assert [example.hits(replicas.replicas[region], "home") for region in (US, EU)] == [3, 2]
    replicas.replicate()
    assert [example.hits(replicas.replicas[region], "home") for region in (US, EU)] == [5, 5]


@pytest.fixture
def account(replicas: GlobalTable) -> GlobalTable:
    """An account at home in Europe with a balance of 100."""
    item = {"pk": ACCOUNT, "sk": "BALANCE", "balance": 100}
    replicas.write(EU, lambda table: table.put_item(Item=item))
    replicas.replicate()
    return replicas


def balances(account: GlobalTable) -> list[Any]:
    return [account.items(region)[ACCOUNT, "BALANCE"]["balance"] for region in (US, EU)]


def test_a_balance_is_spent_once_when_all_ask_its_home(account: GlobalTable) -> None:
    def spend(_: Any) -> None:
        example.spend(account.replicas, ACCOUNT, Decimal(80))

    account.write(EU, spend)
    with pytest.raises(OverdrawnError):
        account.write(EU, spend)
    assert balances(account) == [100, 20]  # the home has it first
    account.replicate()
    assert balances(account) == [20, 20]


def test_it_is_spent_twice_when_each_asks_its_own_copy(account: GlobalTable) -> None:
    def spend_here(table: Any) -> None:
        example.spend({EU: table}, ACCOUNT, Decimal(80))

    account.write(EU, spend_here)
    account.write(US, spend_here)
    account.replicate()
    assert balances(account) == [20, 20]  # and 160 of 100 were spent
