from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.messaging import put_events

ACCEPTED = {"EventId": "1"}
THROTTLED = {"ErrorCode": "ThrottlingException", "ErrorMessage": "Rate exceeded"}
MALFORMED = {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}


@pytest.fixture
def events(aws: boto3.Session) -> Any:
    return aws.client("events")


def no_wait(_: float) -> None:
    """Instead of sleeping."""


def entry(number: int) -> dict[str, Any]:
    detail = f'{{"order": {number}}}'
    return {"Source": "shop.orders", "DetailType": "OrderPlaced", "Detail": detail}


def answer(*results: dict[str, Any]) -> dict[str, Any]:
    failed = sum("ErrorCode" in result for result in results)
    return {"FailedEntryCount": failed, "Entries": list(results)}


def test_sends_ten_at_a_time(events: Any, answers: Any) -> None:
    requests = answers(events, "PutEvents")
    assert put_events.publish(events, [entry(i) for i in range(23)], no_wait) == []
    assert [len(one["Entries"]) for one in requests] == [10, 10, 3]


def test_sends_again_only_what_may_succeed(events: Any, answers: Any) -> None:
    requests = answers(
        events,
        "PutEvents",
        answer(ACCEPTED, THROTTLED, MALFORMED, ACCEPTED),
        answer(ACCEPTED),
    )
    waited: list[float] = []
    refused = put_events.publish(events, [entry(i) for i in range(4)], waited.append)
    assert refused == [{**entry(2), "error": "MalformedDetail"}]
    assert [one["Detail"] for one in requests[1]["Entries"]] == ['{"order": 1}']
    assert len(waited) == 1


def test_gives_back_what_never_got_through(events: Any, answers: Any) -> None:
    answers(events, "PutEvents", *[answer(THROTTLED)] * 3)
    refused = put_events.publish(events, [entry(1)], no_wait, attempts=3)
    assert refused == [{**entry(1), "error": "gave up"}]


def test_a_call_that_fails_takes_nothing_else_with_it(events: Any, answers: Any) -> None:
    down = {"__type": "InternalException"}
    requests = answers(events, "PutEvents", down, answer(MALFORMED), answer(*[ACCEPTED] * 10))
    refused = put_events.publish(events, [entry(i) for i in range(11)], no_wait)
    assert refused == [{**entry(10), "error": "MalformedDetail"}]
    assert [len(one["Entries"]) for one in requests] == [10, 1, 10]
