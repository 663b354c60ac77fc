"""Writes and reads in batches, and sends again what came back undone.

Without the loop items vanish: a batch answers 200 and lists what it did
not do. Without jitter every worker returns at the same moment and is
throttled again. boto3's batch_writer() repeats at once, with no pause.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Item = dict[str, Any]


class UnprocessedError(Exception):
    """Work that was still undone after the last attempt."""

    def __init__(self, rest: dict[str, Any]) -> None:
        super().__init__(f"left in {', '.join(rest)}")
        self.rest = rest


# --8<-- [start:retry]
def until_done(
    send: Callable[[Item], Item],
    work: Item,
    attempts: int = 8,
    sleep: Callable[[float], None] = time.sleep,
    uniform: Callable[[float, float], float] = random.uniform,
) -> None:
    """Repeats `send`, which returns what is left, until nothing is."""
    for attempt in range(attempts):
        if attempt:
            # Full jitter: anywhere between nothing and the bound, so
            # that many workers spread out instead of marching in step.
            sleep(uniform(0, min(5.0, 0.05 * 2**attempt)))
        work = send(work)
        if not work:
            return
    raise UnprocessedError(work)


def chunks(
    things: Sequence[Item], size: int
) -> Iterator[Sequence[Item]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


# --8<-- [end:retry]


# --8<-- [start:write]
def write_all(
    client: Any, table: str, items: Sequence[Item], **retry: Any
) -> None:
    def send(work: Item) -> Item:
        # No condition is possible here, and a batch is no transaction:
        # after an UnprocessedError some of the items are written.
        answer = client.batch_write_item(RequestItems=work)
        left: Item = answer["UnprocessedItems"]
        return left

    for chunk in chunks(items, 25):
        puts = [{"PutRequest": {"Item": item}} for item in chunk]
        until_done(send, {table: puts}, **retry)


# --8<-- [end:write]


# --8<-- [start:read]
def read_all(
    client: Any, table: str, keys: Sequence[Item], **retry: Any
) -> list[Item]:
    """The items that exist, in no particular order."""
    found: list[Item] = []

    def send(work: Item) -> Item:
        answer = client.batch_get_item(RequestItems=work)
        found.extend(answer["Responses"].get(table, []))
        # Throttled keys, and also all that did not fit the answer.
        left: Item = answer["UnprocessedKeys"]
        return left

    for chunk in chunks(keys, 100):
        until_done(send, {table: {"Keys": list(chunk)}}, **retry)
    return found


# --8<-- [end:read]
