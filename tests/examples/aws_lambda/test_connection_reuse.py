from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest

from examples.aws_lambda import connection_reuse


@pytest.fixture(autouse=True)
def new_environment() -> Iterator[None]:
    """Each test begins cold."""
    connection_reuse._made.cache_clear()
    yield
    connection_reuse._made.cache_clear()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The services of which a client was made."""
    services: list[str] = []
    real = boto3.client

    def client(service: str, **arguments: Any) -> Any:
        services.append(service)
        return real(service, **arguments)

    monkeypatch.setattr(boto3, "client", client)
    return services


def orders(aws: boto3.Session) -> None:
    client = aws.client("dynamodb")
    client.create_table(
        TableName="orders",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )
    client.put_item(TableName="orders", Item={"pk": {"S": "a"}})


def test_a_warm_environment_makes_no_second_client(aws: boto3.Session, made: list[str]) -> None:
    orders(aws)
    assert made == []  # importing the module made none
    there = connection_reuse.handler({"table": "orders", "order": "a"}, None)
    missing = connection_reuse.handler({"table": "orders", "order": "b"}, None)
    assert (there, missing) == ({"found": True}, {"found": False})
    assert made == ["dynamodb"]


def test_requests_at_once_share_one_client(made: list[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        clients = list(pool.map(lambda _: connection_reuse.dynamodb(), range(32)))
    assert len({id(client) for client in clients}) == 1
    assert made == ["dynamodb"]


def test_a_call_that_hangs_fails_within_seconds() -> None:
    config = connection_reuse.dynamodb().meta.config
    attempts = config.retries["total_max_attempts"]
    assert attempts * (config.connect_timeout + config.read_timeout) < 10
    assert config.tcp_keepalive is True
