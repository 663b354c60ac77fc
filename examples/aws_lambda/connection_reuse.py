"""Makes a client once for each environment, on first use.

A client made inside the handler pays for a TLS handshake in every
invocation. One made on import is paid for in every cold start, also by
requests that never use it. The lock matters where an environment takes
several requests at once, as on Managed Instances.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

import boto3
from botocore.config import Config

Item = dict[str, Any]
_one_at_a_time = Lock()

# --8<-- [start:client]
CONFIG = Config(
    # Well below the function's timeout: a call that hangs must fail
    # in time for the handler to answer.
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 2},
    tcp_keepalive=True,  # an environment may be frozen for minutes
)


@cache
def _made() -> Any:
    return boto3.client("dynamodb", config=CONFIG)


def dynamodb() -> Any:
    """The client of this environment; the first caller makes it."""
    with _one_at_a_time:  # `cache` alone may run `_made` twice
        return _made()


# --8<-- [end:client]


# --8<-- [start:handler]
def handler(event: Item, context: object) -> Item:
    del context
    dynamodb_client = dynamodb()
    found = dynamodb_client.get_item(
        TableName=event["table"],
        Key={"pk": {"S": event["order"]}},
    )
    # Nothing of this request stays in a global: the next one may be
    # another customer's, in the same environment.
    return {"found": "Item" in found}


# --8<-- [end:handler]
