"""Loads vectors in batches that fit, at a rate the index accepts.

Full batches are the cheap ones, but a batch may be too large in bytes
long before it is too large in number. And one overrun refused without
a retry loses up to a whole batch.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Vector = dict[str, Any]


# --8<-- [start:batches]
MOST_VECTORS = 500
MOST_BYTES = 18 * 1024 * 1024  # the body may have 20 MiB; leave room


def batches(vectors: Iterable[Vector]) -> Iterator[list[Vector]]:
    batch: list[Vector] = []
    size = 0
    for vector in vectors:
        # As JSON a float is three to five times its four bytes.
        added = len(json.dumps(vector).encode())
        if batch and (
            len(batch) == MOST_VECTORS or size + added > MOST_BYTES
        ):
            yield batch
            batch, size = [], 0
        batch.append(vector)
        size += added
    if batch:
        yield batch


# --8<-- [end:batches]


# --8<-- [start:put]
def put(
    s3vectors_client: Any,
    index_arn: str,
    batch: list[Vector],
    attempts: int = 6,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Puts a batch; safe to repeat, since a key is overwritten.

    The client retries beneath this, and the two multiply: give it few,
    `retries={"total_max_attempts": 2}`.
    """
    errors = s3vectors_client.exceptions
    for attempt in range(attempts):
        try:
            s3vectors_client.put_vectors(
                indexArn=index_arn, vectors=batch
            )
            return
        except (
            errors.TooManyRequestsException,  # above the index's rate
            errors.ServiceUnavailableException,  # above what it holds
        ):
            if attempt == attempts - 1:
                raise
            # Full jitter: other loaders were refused in this second.
            sleep(random.uniform(0, min(20, 0.5 * 2**attempt)))


# --8<-- [end:put]


# --8<-- [start:pace]
class Pace:
    """Keeps one loader below its share of the index's rate.

    The limit belongs to the index: give each of five loaders a fifth.
    """

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.per_second, self.clock, self.sleep = (
            per_second,
            clock,
            sleep,
        )
        self.free_at = clock()

    def wait(self, vectors: int) -> None:
        now = self.clock()
        if self.free_at > now:
            self.sleep(self.free_at - now)
        start = max(now, self.free_at)
        self.free_at = start + vectors / self.per_second


# --8<-- [end:pace]
