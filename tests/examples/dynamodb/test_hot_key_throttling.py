from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from examples.dynamodb import hot_key_throttling
from examples.dynamodb.hot_key_throttling import FAIL_FAST, Throttle

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/examples"
ITEM = {"pk": "a"}


def throttled(
    *reasons: str, code: str = "ProvisionedThroughputExceededException"
) -> dict[str, Any]:
    name = "throttlingReasons" if code == "ThrottlingException" else "ThrottlingReasons"
    return {
        "__type": f"com.amazonaws.dynamodb.v20120810#{code}",
        "message": "slow down",
        name: [{"reason": reason, "resource": ARN} for reason in reasons],
    }


def no_sleep(seconds: float) -> None:
    assert seconds >= 0


def refuse(item: Any) -> None:
    raise AssertionError(f"parked {item}")


@pytest.mark.parametrize(
    "code",
    ["ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"],
)
def test_reads_the_reasons_of_all_three_exceptions(
    simple_table: Any, answers: Any, code: str
) -> None:
    reasons = ("TableReadKeyRangeThroughputExceeded", "IndexWriteMaxOnDemandThroughputExceeded")
    answers(simple_table.meta.client, "GetItem", throttled(*reasons, code=code))
    with pytest.raises(ClientError, match=code) as refused:
        simple_table.get_item(Key=ITEM)
    assert hot_key_throttling.throttles(refused.value) == [
        Throttle("Table", "Read", "KeyRangeThroughputExceeded", ARN),
        Throttle("Index", "Write", "MaxOnDemandThroughputExceeded", ARN),
    ]


def test_the_limits_are_those_that_botocore_documents() -> None:
    model = boto3.client("dynamodb").meta.service_model
    text = model.shape_for("ThrottlingReason").members["reason"].documentation
    limits = hot_key_throttling.REASON.pattern.rpartition("(")[2].rstrip(")").split("|")
    assert len(limits) == 4
    assert all(f"<code>{limit}</code>" in text for limit in limits)


def test_a_hot_key_is_parked_at_once(simple_table: Any, answers: Any) -> None:
    requests = answers(
        simple_table.meta.client, "PutItem", throttled("TableWriteKeyRangeThroughputExceeded")
    )
    parked: list[Any] = []
    hot_key_throttling.put(simple_table, ITEM, parked.append, sleep=no_sleep)
    assert parked == [ITEM]
    assert len(requests) == 1


def test_missing_capacity_is_waited_for(simple_table: Any, answers: Any) -> None:
    answer = throttled("TableWriteProvisionedThroughputExceeded")
    answers(simple_table.meta.client, "PutItem", answer, answer)
    waits: list[float] = []
    hot_key_throttling.put(simple_table, ITEM, refuse, sleep=waits.append)
    assert len(waits) == 2
    assert simple_table.get_item(Key=ITEM)["Item"] == ITEM


def test_but_not_for_ever(simple_table: Any, answers: Any) -> None:
    answer = throttled("IndexWriteProvisionedThroughputExceeded")
    requests = answers(simple_table.meta.client, "PutItem", *[answer] * 9)
    with pytest.raises(ClientError, match="ProvisionedThroughputExceeded"):
        hot_key_throttling.put(simple_table, ITEM, refuse, attempts=3, sleep=no_sleep)
    assert len(requests) == 3


@pytest.mark.parametrize(
    "answer",
    [
        throttled("TableWriteAccountLimitExceeded", code="ThrottlingException"),
        throttled("TableWriteMaxOnDemandThroughputExceeded", code="ThrottlingException"),
        throttled(
            "TableWriteProvisionedThroughputExceeded", "IndexWriteMaxOnDemandThroughputExceeded"
        ),
        {"__type": "AccessDeniedException", "message": "no"},
    ],
)
def test_what_only_people_can_change_is_raised_at_once(
    simple_table: Any, answers: Any, answer: Any
) -> None:
    requests = answers(simple_table.meta.client, "PutItem", answer)
    with pytest.raises(ClientError):
        hot_key_throttling.put(simple_table, ITEM, refuse, sleep=no_sleep)
    assert len(requests) == 1


def test_the_configuration_leaves_the_sdk_one_retry() -> None:
    client = boto3.client("dynamodb", config=FAIL_FAST)
    assert client.meta.config.retries == {"mode": "standard", "total_max_attempts": 2}
