"""Starts one Standard execution for an order, however often asked.

The name of the execution is the idempotency key. Express workflows give
no such promise: there the key must live in a table of your own.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


# --8<-- [start:name]
def execution_name(order: str) -> str:
    """Legal and short whatever the order id holds; always the same."""
    digest = hashlib.sha256(order.encode()).hexdigest()[:16]
    readable = "".join(c for c in order if c.isascii() and c.isalnum())
    return f"order-{readable[:40]}-{digest}"


# --8<-- [end:name]


# --8<-- [start:start]
def start_once(
    stepfunctions_client: Any, alias_arn: str, order: dict[str, Any]
) -> bool:
    """False: the name is taken, by an end or by another input."""
    errors = stepfunctions_client.exceptions
    try:
        stepfunctions_client.start_execution(
            stateMachineArn=alias_arn,
            name=execution_name(order["id"]),
            # Same name and same input while it runs: the same answer
            # again. So the input must not hold a clock or a random id.
            input=json.dumps(order, sort_keys=True),
        )
    except errors.ExecutionAlreadyExists:
        # Closed, or running with another input: not again. What failed
        # is redriven; a new start would repeat what was done.
        return False
    return True


# --8<-- [end:start]
