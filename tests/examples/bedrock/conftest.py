"""Clients of Bedrock, and answers as they come over the wire: moto has no models."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zlib import crc32

import boto3
import pytest
from botocore.awsrequest import AWSResponse

Reply = Callable[..., dict[str, Any]]


@pytest.fixture
def runtime() -> Any:
    return boto3.client("bedrock-runtime")


@pytest.fixture
def control() -> Any:
    return boto3.client("bedrock")


@pytest.fixture
def reply() -> Reply:
    """A Converse response with that text."""

    def response(text: str, stop: str = "end_turn", **more: Any) -> dict[str, Any]:
        return {
            "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
            "stopReason": stop,
            "usage": {"inputTokens": 10, "outputTokens": 2, "totalTokens": 12},
            "metrics": {"latencyMs": 700},
            **more,
        }

    return response


class _Stream(BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def _frame(kind: str, name: str, body: dict[str, Any]) -> bytes:
    """One message of `application/vnd.amazon.eventstream`."""
    label = ":exception-type" if kind == "exception" else ":event-type"
    headers = b""
    for key, value in (
        (":message-type", kind),
        (label, name),
        (":content-type", "application/json"),
    ):
        headers += bytes([len(key)]) + key.encode() + b"\x07"
        headers += struct.pack("!H", len(value)) + value.encode()
    payload = json.dumps(body).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack("!I", crc32(prelude)) + headers + payload
    return message + struct.pack("!I", crc32(message))


@pytest.fixture
def streamed(runtime: Any) -> Callable[..., list[dict[str, Any]]]:
    """Answers the next ConverseStream with these events, through botocore's own parser.

    An event whose name ends with `Exception` comes as an exception.
    """

    def script(*events: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
        requests: list[dict[str, Any]] = []
        body = b"".join(
            _frame("exception" if name.endswith("Exception") else "event", name, content)
            for name, content in events
        )

        def answer(request: Any, **_: Any) -> AWSResponse:
            requests.append(json.loads(request.body))
            headers = {"content-type": "application/vnd.amazon.eventstream"}
            return AWSResponse(request.url, 200, headers, _Stream(body))

        runtime.meta.events.register_first("before-send.bedrock-runtime.ConverseStream", answer)
        return requests

    return script
