"""Tries one model after the other, within a budget of time.

Each model has a quota of its own, so another model helps at once where
waiting for the first does not. Every attempt comes out of one budget:
an answer after the user has left costs the same as a good one. Give the
client one attempt (`retries={"total_max_attempts": 1}`) and a read
timeout of a part of the budget: the deadline is looked at between
attempts, so one silent model could otherwise eat all of it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

# Worth another model or another moment. What is not here is our own
# mistake and would fail on every model.
PASSING = {
    # Retired, or closed to an account that rested: the next model may
    # live. Count who answered, or nobody learns that the first is gone.
    "ResourceNotFoundException",
    "ThrottlingException",
    "ServiceUnavailableException",
    "ModelNotReadyException",
    "ModelTimeoutException",
    "InternalServerException",
}


class NoAnswerError(Exception):
    """No model answered in time: serve the degraded answer."""


# --8<-- [start:fallback]
def converse(
    bedrock_runtime_client: Any,
    models: Sequence[str],
    request: dict[str, Any],
    budget: float,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[str, dict[str, Any]]:
    """The model that answered, and its response; budget in seconds."""
    deadline, attempt = clock() + budget, 0
    while True:
        for model in models:
            if clock() >= deadline:
                raise NoAnswerError
            try:
                return model, bedrock_runtime_client.converse(
                    modelId=model, **request
                )
            except ClientError as error:
                if error.response["Error"]["Code"] not in PASSING:
                    raise
            except (HTTPClientError, NoConnectionError):
                pass  # silent or cut off; what it wrote may be billed
        # All of them refused. Full jitter: many callers were refused in
        # the same second and must not come back in the same second.
        attempt += 1
        pause = random.uniform(0, min(4.0, 0.25 * 2**attempt))
        if clock() + pause >= deadline:
            raise NoAnswerError
        sleep(pause)


# --8<-- [end:fallback]
