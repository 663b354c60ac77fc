from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import boto3
import pytest

from examples.aurora import dsql_retry


class Failed(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class Database:
    """A connection whose commits fail as told, and which then forgets what was written."""

    def __init__(self, *commits: str) -> None:
        self.failures = list(commits)
        self.pending: list[str] = []
        self.committed: list[str] = []
        self.rollbacks = 0

    def commit(self) -> None:
        if self.failures:
            raise Failed(self.failures.pop(0))
        self.committed += self.pending
        self.pending = []

    def rollback(self) -> None:
        self.rollbacks += 1
        self.pending = []


def write(database: Any) -> str:
    database.pending.append("row")
    return "done"


def run(database: Database, attempts: int = 5) -> tuple[str, list[float]]:
    waits: list[float] = []
    answer = dsql_retry.run(database, write, waits.append, lambda: 1.0, attempts)
    return answer, waits


def test_a_conflict_at_commit_is_run_again_from_the_start() -> None:
    database = Database("40001", "40001")
    answer, waits = run(database)
    assert answer == "done"
    assert database.committed == ["row"]
    assert database.rollbacks == 2
    assert waits == pytest.approx([0.04, 0.08])


def test_another_error_is_not_retried() -> None:
    database = Database("23505", "40001")
    with pytest.raises(Failed, match="23505"):
        run(database)
    assert database.committed == []
    assert database.rollbacks == 1


def test_a_connection_lost_at_commit_is_reported_as_such_and_not_run_again() -> None:
    class Dead(Database):
        def rollback(self) -> None:
            super().rollback()
            raise Failed("08003")

    database = Dead("08006")
    with pytest.raises(Failed, match="08006"):
        run(database)
    assert database.rollbacks == 1


def test_it_gives_up_and_says_why() -> None:
    database = Database("40001", "40001", "40001")
    with pytest.raises(Failed, match="40001"):
        run(database, attempts=3)
    assert database.rollbacks == 3
    assert database.failures == []


def test_the_token_is_signed_for_that_endpoint_and_expires() -> None:
    client = boto3.client("dsql")
    token = dsql_retry.password(client, "abc.dsql.us-east-1.on.aws")
    host, _, query = token.partition("/?")
    fields = parse_qs(query)
    assert host == "abc.dsql.us-east-1.on.aws"
    assert fields["Action"] == ["DbConnect"]
    assert fields["X-Amz-Expires"] == ["60"]
    assert fields["X-Amz-Signature"][0]
