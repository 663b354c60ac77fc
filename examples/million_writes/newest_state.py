"""Keeps the newest state of each device, however often it is read.

Records may come twice, and after a failover of the reader older ones
come behind newer ones. So a batch is collapsed to one write a device,
and a condition refuses what is not newer.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from botocore.exceptions import ClientError


class Event(NamedTuple):
    """A report; `sequence` is the device's own counter, which grows."""

    device: str
    sequence: int
    urgent: bool
    state: dict[str, str]


# --8<-- [start:unpack]
def unpack(records: Iterable[dict[str, Any]]) -> Iterator[Event]:
    """The events of a Lambda batch: many in a record, a line each."""
    for record in records:
        for line in base64.b64decode(
            record["kinesis"]["data"]
        ).splitlines():
            event = json.loads(line)
            yield Event(
                event["d"],
                event["n"],
                event.get("u", False),
                event["s"],
            )


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
    """Holds a state back until its interval is over, unless urgent."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: dict[str, Event] = {}
        self._written: dict[str, float] = {}

    def take(self, events: Iterable[Event], now: float) -> list[Event]:
        """What has to be written now; the rest waits, newest only."""
        due = []
        for event in collapse([*self._waiting.values(), *events]):
            last = self._written.get(event.device, float("-inf"))
            if event.urgent or now - last >= self._seconds:
                due.append(event)
                self._written[event.device] = now
                self._waiting.pop(event.device, None)
            else:
                self._waiting[event.device] = event
        return due


# --8<-- [end:due]
