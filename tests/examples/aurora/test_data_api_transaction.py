from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from examples.aurora import data_api_transaction
from examples.aurora.data_api_transaction import Overdrawn

WHERE = {
    "resourceArn": "arn:aws:rds:us-east-1:123456789012:cluster:bank",
    "secretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:bank-abcdef",
    "database": "bank",
}


class Scene:
    def __init__(self, answers: Any, *updates: dict[str, Any]) -> None:
        self.client = boto3.client("rds-data")
        answers(self.client, "BeginTransaction", {"transactionId": "tx"})
        self.statements = answers(self.client, "ExecuteStatement", *updates)
        self.commits = answers(self.client, "CommitTransaction", {"transactionStatus": "done"})
        self.rollbacks = answers(self.client, "RollbackTransaction", {"transactionStatus": "done"})

    def transfer(self) -> None:
        data_api_transaction.transfer(self.client, WHERE, "anna", "ben", 500)


def updated(rows: int) -> dict[str, Any]:
    return {"numberOfRecordsUpdated": rows}


def test_both_changes_are_in_one_transaction_and_committed(answers: Any) -> None:
    scene = Scene(answers, updated(1), updated(1))
    scene.transfer()
    assert [one["transactionId"] for one in scene.statements] == ["tx", "tx"]
    assert [one["parameters"][0]["value"]["longValue"] for one in scene.statements] == [-500, 500]
    assert len(scene.commits) == 1
    assert scene.rollbacks == []


def test_an_overdrawn_account_changes_nothing(answers: Any) -> None:
    scene = Scene(answers, updated(0))
    with pytest.raises(Overdrawn, match="anna"):
        scene.transfer()
    assert len(scene.statements) == 1
    assert scene.commits == []
    assert len(scene.rollbacks) == 1


def test_a_missing_target_takes_the_debit_back(answers: Any) -> None:
    scene = Scene(answers, updated(1), updated(0))
    with pytest.raises(LookupError, match="ben"):
        scene.transfer()
    assert scene.commits == []
    assert len(scene.rollbacks) == 1


def test_an_error_of_the_database_rolls_back_and_is_seen(answers: Any) -> None:
    scene = Scene(answers, updated(1), {"__type": "StatementTimeoutException"})
    with pytest.raises(ClientError, match="StatementTimeoutException"):
        scene.transfer()
    assert scene.commits == []
    assert len(scene.rollbacks) == 1
