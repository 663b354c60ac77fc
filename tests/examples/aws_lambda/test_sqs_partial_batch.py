from __future__ import annotations

from typing import Any

import pytest

from examples.aws_lambda import sqs_partial_batch


def batch(*messages: tuple[str, str]) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": name, "attributes": {"MessageGroupId": group}} for name, group in messages
        ]
    }


class Work:
    """Applies messages, and fails for some."""

    def __init__(self, *bad: str) -> None:
        self.bad, self.done = set(bad), list[str]()

    def __call__(self, message: dict[str, Any]) -> None:
        if message["messageId"] in self.bad:
            raise ValueError("bad message")
        self.done.append(message["messageId"])


def failures(answer: dict[str, Any]) -> list[str]:
    assert set(answer) == {"batchItemFailures"}
    for item in answer["batchItemFailures"]:
        assert set(item) == {"itemIdentifier"}
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


MESSAGES = batch(("1", "a"), ("2", "b"), ("3", "a"), ("4", "b"))


def test_a_good_batch_reports_nothing() -> None:
    work = Work()
    assert failures(sqs_partial_batch.handle(MESSAGES, work, lambda: 30000)) == []
    assert work.done == ["1", "2", "3", "4"]


def test_only_the_failed_message_goes_back() -> None:
    work = Work("2")
    assert failures(sqs_partial_batch.handle(MESSAGES, work, lambda: 30000)) == ["2"]
    assert work.done == ["1", "3", "4"]


def test_what_would_meet_the_timeout_is_not_begun() -> None:
    left = iter([9000, 6000, 3000, 10])
    work = Work()
    answer = sqs_partial_batch.handle(MESSAGES, work, lambda: next(left))
    assert failures(answer) == ["3", "4"]
    assert work.done == ["1", "2"]


@pytest.mark.parametrize(
    ("bad", "back", "done"),
    [
        ((), [], ["1", "2", "3", "4"]),
        (("1",), ["1", "3"], ["2", "4"]),
        (("3",), ["3"], ["1", "2", "4"]),
        (("1", "2"), ["1", "2", "3", "4"], []),
    ],
)
def test_in_a_fifo_queue_nothing_overtakes_within_its_group(
    bad: tuple[str, ...], back: list[str], done: list[str]
) -> None:
    work = Work(*bad)
    assert failures(sqs_partial_batch.handle_fifo(MESSAGES, work, lambda: 30000)) == back
    assert work.done == done


def test_a_fifo_group_waits_whole_when_the_time_is_up() -> None:
    left = iter([9000, 10, 9000])  # 4 is not asked for: its group waits
    work = Work()
    answer = sqs_partial_batch.handle_fifo(MESSAGES, work, lambda: next(left))
    assert failures(answer) == ["2", "4"]
    assert work.done == ["1", "3"]
