from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from examples.api_gateway import websocket_broadcast


def push(answers: dict[str, str | None]) -> tuple[Any, list[str]]:
    """Broadcasts to those connections; each answers with that error, or with success."""
    client = websocket_broadcast.push_client("https://push.invalid")
    forgotten: list[str] = []
    with Stubber(client) as stub:
        for connection, error in answers.items():
            expected = {"ConnectionId": connection, "Data": b"goal"}
            if error is None:
                stub.add_response("post_to_connection", {}, expected)
            else:
                stub.add_client_error("post_to_connection", error, expected_params=expected)
        outcome = websocket_broadcast.broadcast(client, answers, b"goal", forgotten.append)
        stub.assert_no_pending_responses()
    return outcome, forgotten


def test_the_gone_are_forgotten_and_the_others_served() -> None:
    outcome, forgotten = push({"a": None, "b": "GoneException", "c": None})
    assert (outcome.sent, outcome.gone) == (2, ["b"])
    assert forgotten == ["b"]


def test_a_slow_client_is_kept_for_later_and_holds_up_nobody() -> None:
    outcome, forgotten = push({"a": "LimitExceededException", "b": None})
    assert (outcome.sent, outcome.later) == (1, ["a"])
    assert forgotten == []


def test_the_sdk_repeats_nothing_by_itself() -> None:
    config = websocket_broadcast.push_client("https://push.invalid").meta.config
    assert config.retries == {"total_max_attempts": 1, "mode": "standard"}


def test_another_error_is_not_taken_for_a_dead_client() -> None:
    with pytest.raises(ClientError):
        push({"a": "ForbiddenException"})


def test_a_message_larger_than_a_frame_is_refused() -> None:
    frame = b"x" * websocket_broadcast.FRAME
    with pytest.raises(ValueError, match="one frame"):
        websocket_broadcast.broadcast(None, [], frame + b"x", print)


def test_a_broadcast_takes_no_more_than_its_share_a_second() -> None:
    slept: list[float] = []
    names = [str(number) for number in range(5)]
    assert list(websocket_broadcast.paced(names, 2, slept.append)) == names
    assert slept == [1.0, 1.0]
