"""Clients of Bedrock whose answers each test scripts: moto has no models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

Reply = Callable[..., dict[str, Any]]


@pytest.fixture
def runtime() -> Any:
    return boto3.client("bedrock-runtime")


@pytest.fixture
def stub(runtime: Any) -> Iterator[Stubber]:
    """Answers the calls of `runtime`, all of which must have been made in the end."""
    with Stubber(runtime) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def reply() -> Reply:
    """A Converse response with these content blocks; a string is a text block."""

    def response(
        *blocks: Any, stop: str = "end_turn", usage: dict[str, int] | None = None
    ) -> dict[str, Any]:
        content = [{"text": block} if isinstance(block, str) else block for block in blocks]
        return {
            "output": {"message": {"role": "assistant", "content": content}},
            "stopReason": stop,
            "usage": usage or {"inputTokens": 10, "outputTokens": 2, "totalTokens": 12},
            "metrics": {"latencyMs": 400},
        }

    return response
