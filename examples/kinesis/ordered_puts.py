"""Puts records in batches without breaking the order of any key.

PutRecords writes what it can and lists what it could not. Whoever sends
the rest again has let later records of the same key overtake it. So a
call carries one record of a key at most, and the next one waits until
that is in the stream.
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

MOST_RECORDS = 500
MOST_BYTES = 10 * 1024 * 1024

Waiting = dict[str, deque[bytes]]


class Unsent(Exception):
    """Records that were still refused after the last attempt."""

    def __init__(self, waiting: Waiting) -> None:
        count = sum(len(queue) for queue in waiting.values())
        super().__init__(f"{count} records of {len(waiting)} keys")
        self.waiting = waiting


# --8<-- [start:wave]
def wave(waiting: Waiting) -> list[tuple[str, bytes]]:
    """The first record of each key, as many as one call may carry."""
    heads: list[tuple[str, bytes]] = []
    size = 0
    for key, queue in waiting.items():
        size += len(queue[0]) + len(key.encode())
        if len(heads) == MOST_RECORDS or size > MOST_BYTES:
            break
        heads.append((key, queue[0]))
    return heads


# --8<-- [end:wave]


# --8<-- [start:send]
def send(
    client: Any,
    stream: str,
    records: Iterable[tuple[str, bytes]],
    attempts: int = 8,
    sleep: Callable[[float], None] = time.sleep,
    uniform: Callable[[float, float], float] = random.uniform,
) -> None:
    waiting: Waiting = {}
    for key, data in records:
        waiting.setdefault(key, deque()).append(data)
    refusals = 0
    while waiting:
        heads = wave(waiting)
        answer = client.put_records(
            StreamName=stream,
            Records=[{"PartitionKey": k, "Data": d} for k, d in heads],
        )
        # The answers come in the order of the request. A 200 says
        # nothing: each record has a sequence number or an error.
        for (key, _), result in zip(
            heads, answer["Records"], strict=True
        ):
            if "ErrorCode" not in result:
                waiting[key].popleft()
                if not waiting[key]:
                    del waiting[key]
        refusals = refusals + 1 if answer["FailedRecordCount"] else 0
        if refusals == attempts:
            raise Unsent(waiting)
        if refusals:
            sleep(uniform(0, min(5.0, 0.1 * 2**refusals)))


# --8<-- [end:send]
