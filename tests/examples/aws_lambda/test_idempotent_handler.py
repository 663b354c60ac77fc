from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from examples.aws_lambda import idempotent_handler
from examples.aws_lambda.idempotent_handler import InProgress, once


@pytest.fixture
def table(aws: boto3.Session) -> Any:
    return aws.resource("dynamodb").create_table(
        TableName="effects",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )


class Charge:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"charge {self.count}"


def die() -> str:
    raise KeyboardInterrupt  # the environment is gone: nothing else runs


def fail() -> str:
    raise RuntimeError("the provider said no")


def test_a_repeat_gets_the_first_result(table: Any) -> None:
    charge = Charge()
    assert once(table, "order-1", 1000, 60, charge) == "charge 1"
    assert once(table, "order-1", 1001, 60, charge) == "charge 1"
    assert once(table, "order-1", 9999, 60, charge) == "charge 1"  # also after the lease
    assert once(table, "order-2", 1001, 60, charge) == "charge 2"


def test_a_second_attempt_waits_while_the_first_may_still_work(table: Any) -> None:
    charge = Charge()
    with pytest.raises(KeyboardInterrupt):
        once(table, "order-1", 1000, 60, die)
    with pytest.raises(InProgress):
        once(table, "order-1", 1059, 60, charge)
    assert charge.count == 0


def test_a_dead_attempt_is_taken_over_after_its_lease(table: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        once(table, "order-1", 1000, 60, die)
    assert once(table, "order-1", 1061, 60, Charge()) == "charge 1"


def test_work_that_failed_can_be_retried_at_once(table: Any) -> None:
    with pytest.raises(RuntimeError, match="the provider said no"):
        once(table, "order-1", 1000, 60, fail)
    assert once(table, "order-1", 1010, 60, Charge()) == "charge 1"


def test_a_late_failure_does_not_take_the_claim_from_the_new_owner(table: Any) -> None:
    def slow() -> str:
        with pytest.raises(KeyboardInterrupt):
            once(table, "order-1", 1061, 60, die)
        return fail()

    with pytest.raises(RuntimeError, match="the provider said no"):
        once(table, "order-1", 1000, 60, slow)
    with pytest.raises(InProgress):
        once(table, "order-1", 1062, 60, Charge())


def test_a_late_result_does_not_replace_that_of_the_new_owner(table: Any) -> None:
    def slow() -> str:
        once(table, "order-1", 1061, 60, lambda: "of the new owner")
        return "late"

    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        once(table, "order-1", 1000, 60, slow)
    assert once(table, "order-1", 1062, 60, Charge()) == "of the new owner"


def test_another_error_of_the_table_is_not_taken_for_a_claim(table: Any, answers: Any) -> None:
    answers(table.meta.client, "PutItem", {"__type": "ProvisionedThroughputExceededException"})
    with pytest.raises(ClientError, match="ProvisionedThroughput"):
        once(table, "order-1", 1000, 60, Charge())


def test_a_record_expires_after_the_queue_has_forgotten_its_message(table: Any) -> None:
    once(table, "order-1", 1000, 60, Charge())
    item = table.get_item(Key={"pk": "order-1"})["Item"]
    assert item["expires"] == 1000 + idempotent_handler.KEEP
