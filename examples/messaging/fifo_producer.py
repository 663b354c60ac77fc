"""Sends to a FIFO queue in full batches and keeps each group's order.

A batch may fail in part. If it held two messages of one account and
the first failed, a retry would put it behind the second. So a batch
takes the head of each group, and a group stops at its first failure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any


@dataclass(frozen=True)
class Booking:
    id: str
    account: str
    body: str


# --8<-- [start:entry]
def entry(number: int, booking: Booking) -> dict[str, str]:
    return {
        "Id": str(number),
        "MessageBody": booking.body,
        # The unit of order: as small as the promise allows.
        "MessageGroupId": booking.account,
        # From the business fact, so that a retry by another process
        # is the same message. A hash of the body would not do: two
        # equal deposits in a row are two.
        "MessageDeduplicationId": booking.id,
    }


# --8<-- [end:entry]


# --8<-- [start:send]
def send(
    sqs_client: Any, queue_url: str, bookings: Iterable[Booking]
) -> list[Booking]:
    """Sends all it can; what is left, in order within each account."""
    waiting: dict[str, deque[Booking]] = {}
    for booking in bookings:
        waiting.setdefault(booking.account, deque()).append(booking)
    left: list[Booking] = []
    while waiting:
        heads = [group[0] for group in islice(waiting.values(), 10)]
        answer = sqs_client.send_message_batch(
            QueueUrl=queue_url,
            Entries=[entry(i, one) for i, one in enumerate(heads)],
        )
        failed = {one["Id"] for one in answer.get("Failed", [])}
        for number, head in enumerate(heads):
            group = waiting[head.account]
            if str(number) in failed:
                left.extend(waiting.pop(head.account))
                continue
            group.popleft()
            if not group:
                del waiting[head.account]
    return left


# --8<-- [end:send]
