"""Keeps the newest state of each device, however often it is read.

Records may come twice, and after a failover of the reader older ones
come behind newer ones. So a batch is collapsed to one write a device,
and a condition refuses what is not newer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from zlib import crc32

from botocore.exceptions import ClientError


class Event(NamedTuple):
    """A report; `sequence` is the device's own counter, which grows."""

    device: str
    sequence: int
    urgent: bool
    state: dict[str, str]


# --8<-- [start:unpack]
def unpack(
    records: Iterable[bytes], reject: Callable[[bytes], None]
) -> Iterator[Event]:
    """The events of the records: many in each, a line for each.

    A line that nobody can read goes to `reject`. Raised, it would come
    back with every retry and stop its shard.
    """
    for record in records:
        for line in record.splitlines():
            try:
                event = json.loads(line)
                found = Event(
                    event["d"],
                    event["n"],
                    event.get("u", False),
                    event["s"],
                )
            except (ValueError, KeyError, TypeError, AttributeError):
                reject(line)
            else:
                yield found


# --8<-- [end:unpack]


# --8<-- [start:collapse]
def collapse(events: Iterable[Event]) -> list[Event]:
    """The newest event of each device, by counter and not by place."""
    newest: dict[str, Event] = {}
    for event in events:
        known = newest.get(event.device)
        if known is None or event.sequence > known.sequence:
            newest[event.device] = event
    return list(newest.values())


# --8<-- [end:collapse]


# --8<-- [start:write]
def write_if_newer(table: Any, event: Event) -> bool:
    """Whether it became the state; if not, the table has a newer."""
    try:
        table.update_item(
            Key={"device": event.device},
            UpdateExpression="SET #n = :n, #s = :s",
            ConditionExpression="attribute_not_exists(#n) OR #n < :n",
            ExpressionAttributeNames={"#n": "n", "#s": "state"},
            ExpressionAttributeValues={
                ":n": event.sequence,
                ":s": event.state,
            },
        )
    except ClientError as error:
        if (
            error.response["Error"]["Code"]
            == "ConditionalCheckFailedException"
        ):
            return False
        raise
    return True


# --8<-- [end:write]


# --8<-- [start:due]
class Window:
    """Holds a state back until its device's turn, unless urgent.

    Once an interval each device has a turn, at a moment that follows
    from its name. So a worker that starts anew, knowing nothing, does
    not find every device due in the same second.
    """

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._waiting: dict[str, Event] = {}
        self._since: dict[str, int] = {}

    def take(self, events: Iterable[Event], now: float) -> list[Event]:
        """What has to be written now; the rest waits, newest only."""
        arrived = list(events)
        # Asked before collapsing: a quiet event behind an urgent one
        # in the same batch must not make it wait.
        urgent = {event.device for event in arrived if event.urgent}
        due = []
        for event in collapse([*self._waiting.values(), *arrived]):
            device = event.device
            turn = self._turn(device, now)
            since = self._since.setdefault(device, turn)
            if device in urgent or turn > since:
                due.append(event)
                self._waiting.pop(device, None)
                del self._since[device]
            else:
                self._waiting[device] = event
        return due

    def _turn(self, device: str, now: float) -> int:
        phase = crc32(device.encode()) % self._seconds
        return int((now + phase) // self._seconds)


# --8<-- [end:due]
