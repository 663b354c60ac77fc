from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.response import StreamingBody
from botocore.stub import Stubber

from examples.aws_lambda import throttle_reason


class Parked:
    def __init__(self) -> None:
        self.payloads, self.pages = list[bytes](), list[str]()


def invoke(client: Any, parked: Parked) -> bytes | None:
    return throttle_reason.call(
        client, "checkout", b"{}", parked.payloads.append, parked.pages.append
    )


def refuse(client: Any, reason: str) -> None:
    """Answers as Lambda does over the wire, so that botocore's parser reads the reason."""
    body = json.dumps({"Type": "User", "message": "Rate Exceeded.", "Reason": reason}).encode()

    class Raw(BytesIO):
        def stream(self, **_: Any) -> Any:
            yield self.read()

    def answer(request: Any, **_: Any) -> AWSResponse:
        headers = {"x-amzn-errortype": "TooManyRequestsException"}
        return AWSResponse(request.url, 429, headers, Raw(body))

    client.meta.events.register_first("before-send.lambda.Invoke", answer)


def test_an_answer_is_passed_on() -> None:
    client, parked = boto3.client("lambda"), Parked()
    with Stubber(client) as stub:
        body = StreamingBody(BytesIO(b'{"ok": true}'), 12)
        expected = {"FunctionName": "checkout", "Payload": b"{}"}
        stub.add_response("invoke", {"StatusCode": 200, "Payload": body}, expected)
        assert invoke(client, parked) == b'{"ok": true}'
    assert parked.payloads == []


def test_a_failed_function_is_no_answer_although_the_status_is_200() -> None:
    client, parked = boto3.client("lambda"), Parked()
    with Stubber(client) as stub:
        body = StreamingBody(BytesIO(b"{}"), 2)
        response = {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": body}
        stub.add_response("invoke", response)
        with pytest.raises(RuntimeError, match="checkout failed"):
            invoke(client, parked)


@pytest.mark.parametrize(
    ("reason", "pages"),
    [
        ("ReservedFunctionConcurrentInvocationLimitExceeded", 0),
        ("ConcurrentInvocationLimitExceeded", 1),
    ],
)
def test_a_ceiling_parks_the_work(reason: str, pages: int) -> None:
    client, parked = boto3.client("lambda"), Parked()
    refuse(client, reason)
    assert invoke(client, parked) is None
    assert parked.payloads == [b"{}"]
    assert len(parked.pages) == pages


def test_a_rate_is_left_to_the_callers_backoff() -> None:
    client, parked = boto3.client("lambda"), Parked()
    refuse(client, "FunctionInvocationRateLimitExceeded")
    with pytest.raises(client.exceptions.TooManyRequestsException):
        invoke(client, parked)
    assert parked.payloads == []
