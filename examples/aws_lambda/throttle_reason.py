"""Reads why Lambda refused an invocation, and reacts to that.

A rate limit is over in a moment. A ceiling that the team itself set on
the function is not, and a retry only lengthens the queue before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# --8<-- [start:reasons]
OUR_CEILING = "ReservedFunctionConcurrentInvocationLimitExceeded"
# Another function took it all, or everybody together did.
ACCOUNT_FULL = "ConcurrentInvocationLimitExceeded"
# --8<-- [end:reasons]


# --8<-- [start:call]
def call(
    lambda_client: Any,
    function: str,
    payload: bytes,
    park: Callable[[bytes], None],
    page: Callable[[str], None],
) -> bytes | None:
    """The answer, or None if the payload was parked for later."""
    try:
        answer = lambda_client.invoke(
            FunctionName=function, Payload=payload
        )
    except lambda_client.exceptions.TooManyRequestsException as error:
        # The SDK has already retried by now.
        reason = error.response.get("Reason", "")
        if reason == ACCOUNT_FULL:
            page(f"{function}: the account's concurrency is used up")
        if reason in (OUR_CEILING, ACCOUNT_FULL):
            park(payload)
            return None
        raise  # a rate: the caller's own backoff with jitter
    if "FunctionError" in answer:  # it ran and failed: status is 200
        raise RuntimeError(f"{function} failed")
    return bytes(answer["Payload"].read())


# --8<-- [end:call]
