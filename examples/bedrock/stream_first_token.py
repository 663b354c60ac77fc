"""Streams an answer and measures what the user feels.

Time to first token is when the screen starts to move; tokens a second
is whether it keeps up with reading. The metric InvocationLatency is
neither, it ends with the last token.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import EventStreamError
from urllib3.exceptions import HTTPError


@dataclass(frozen=True)
class Streamed:
    text: str
    complete: bool
    first_token: float | None  # seconds
    tokens_per_second: float | None


# --8<-- [start:stream]
def stream(
    bedrock_runtime_client: Any,
    request: dict[str, Any],
    show: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
) -> Streamed:
    started, first, parts = clock(), None, []
    tokens, complete = 0, False
    response = bedrock_runtime_client.converse_stream(**request)
    try:
        for event in response["stream"]:
            if "contentBlockDelta" in event:
                text = event["contentBlockDelta"]["delta"].get(
                    "text", ""
                )
                if text and first is None:
                    first = clock() - started
                parts.append(text)
                show(text)
            elif "messageStop" in event:
                # cut off by maxTokens is not complete
                complete = (
                    event["messageStop"]["stopReason"] == "end_turn"
                )
            elif "metadata" in event:
                tokens = event["metadata"]["usage"]["outputTokens"]
    except (EventStreamError, HTTPError):
        # An error that Bedrock sent, or a connection that broke: the
        # second comes from urllib3, botocore does not wrap it here. No
        # SDK retry starts again; keep the half and say that it is one.
        complete = False
    return Streamed(
        "".join(parts),
        complete,
        first,
        _speed(tokens, first, clock() - started),
    )


# --8<-- [end:stream]


def _speed(
    tokens: int, first: float | None, total: float
) -> float | None:
    if first is None or tokens < 2 or total <= first:
        return None
    return (tokens - 1) / (total - first)
