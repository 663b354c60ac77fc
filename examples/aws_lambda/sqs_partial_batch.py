"""Takes a batch from a queue and gives back only what failed.

Without a list of failures one bad message returns the whole batch to
the queue, again and again, until the good ones are in the dead-letter
queue as well. The mapping must ask for `ReportBatchItemFailures`, or
Lambda does not read the answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

Item = dict[str, Any]
log = logging.getLogger(__name__)


def answer(failed: list[str]) -> Item:
    items = [{"itemIdentifier": message} for message in failed]
    return {"batchItemFailures": items}


# --8<-- [start:standard]
def handle(
    event: Item,
    apply: Callable[[Item], None],
    milliseconds_left: Callable[[], int],
    reserve: int = 5000,
) -> Item:
    """A handler's answer for a standard queue.

    `milliseconds_left` is the context's `get_remaining_time_in_millis`.
    """
    failed: list[str] = []
    for message in event["Records"]:
        try:
            # What is not begun goes back whole. What is cut off by the
            # timeout takes the whole batch with it.
            if milliseconds_left() < reserve:
                raise TimeoutError("no time left for this message")
            apply(message)
        except Exception:
            log.exception("message %s failed", message["messageId"])
            failed.append(message["messageId"])
    return answer(failed)


# --8<-- [end:standard]


# --8<-- [start:fifo]
def handle_fifo(
    event: Item,
    apply: Callable[[Item], None],
    milliseconds_left: Callable[[], int],
    reserve: int = 5000,
) -> Item:
    """The same for a FIFO queue: no message overtakes a failed one."""
    failed: list[str] = []
    blocked: set[str] = set()
    for message in event["Records"]:
        group = message["attributes"]["MessageGroupId"]
        if group not in blocked:
            try:
                if milliseconds_left() < reserve:
                    raise TimeoutError("no time left for this message")
                apply(message)
                continue
            except Exception:
                log.exception("message %s failed", message["messageId"])
                blocked.add(group)
        failed.append(message["messageId"])
    return answer(failed)


# --8<-- [end:fifo]
