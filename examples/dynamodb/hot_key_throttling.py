"""Reads from the exception why a request was throttled, and acts on it.

Without the reason every throttle gets the same cure, a retry: it makes
a hot key hotter, and it never heals a ceiling that somebody configured.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from botocore.config import Config
from botocore.exceptions import ClientError

Item = dict[str, Any]


# --8<-- [start:reasons]
class Throttle(NamedTuple):
    kind: str  # Table or Index
    operation: str  # Read or Write
    limit: str
    resource: str  # ARN of the table or of the index


REASON = re.compile(
    "(Table|Index)(Read|Write)"
    "(KeyRangeThroughputExceeded|ProvisionedThroughputExceeded"
    "|AccountLimitExceeded|MaxOnDemandThroughputExceeded)"
)


def throttles(error: ClientError) -> list[Throttle]:
    """Why the request was throttled; empty if it was not throttled."""
    answer = error.response
    # ThrottlingException spells its list with a small t, unlike the
    # other two exceptions that carry one.
    listed: list[Item] = answer.get("ThrottlingReasons") or answer.get(
        "throttlingReasons", []
    )
    return [
        Throttle(kind, operation, limit, reason["resource"])
        for reason in listed
        for kind, operation, limit in REASON.findall(reason["reason"])
    ]


# --8<-- [end:reasons]


# --8<-- [start:react]
# The SDK's own retries come first and hide the reason while they heat
# the key. Fewer of them let this code see it in time.
FAIL_FAST = Config(
    retries={"mode": "standard", "total_max_attempts": 2}
)


def put(
    table: Any,
    item: Item,
    park: Callable[[Item], None],
    attempts: int = 5,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    for attempt in range(attempts):
        try:
            table.put_item(Item=item)
            return
        except ClientError as error:
            limits = {throttle.limit for throttle in throttles(error)}
            if "KeyRangeThroughputExceeded" in limits:
                # One key is too hot, and a retry heats it. Into a
                # queue, to be written at a steady pace; then shard it.
                park(item)
                return
            if limits != {"ProvisionedThroughputExceeded"}:
                # A quota or a ceiling that somebody set: people must
                # decide. Or no throttle at all.
                raise
            if attempt + 1 == attempts:
                raise
        # Capacity comes back each second, and auto scaling may add.
        sleep(random.uniform(0, 0.1 * 2**attempt))


# --8<-- [end:react]
