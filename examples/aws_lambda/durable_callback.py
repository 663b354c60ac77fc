"""Starts a durable execution once, and wakes it from outside.

The caller's side of durable functions is an ordinary API. The steps
themselves are written with an SDK of their own, inside the function.
"""

from __future__ import annotations

import json
from typing import Any

Item = dict[str, Any]


# --8<-- [start:start]
def start(lambda_client: Any, order: Item) -> str:
    """The execution for this order, started now or before."""
    answer = lambda_client.invoke(
        FunctionName="fulfil-order",
        # A version or an alias: a replay must find the code with which
        # the execution began.
        Qualifier="live",
        InvocationType="Event",
        # The same name with the same payload gives the same execution.
        DurableExecutionName=f"order-{order['id']}",
        # Sorted, so that a retry's payload is the same to the byte.
        Payload=json.dumps(order, sort_keys=True).encode(),
    )
    return str(answer["DurableExecutionArn"])


# --8<-- [end:start]


# --8<-- [start:decide]
def decide(
    lambda_client: Any, callback: str, approver: str, approved: bool
) -> bool:
    """Wake the execution; False if it no longer waits."""
    gone = (
        lambda_client.exceptions.CallbackTimeoutException,
        lambda_client.exceptions.ResourceNotFoundException,
    )
    result = {"approved": approved, "by": approver}
    try:
        lambda_client.send_durable_execution_callback_success(
            CallbackId=callback, Result=json.dumps(result).encode()
        )
    except gone:
        return False  # tell the approver, and do not try again
    return True


# --8<-- [end:decide]
