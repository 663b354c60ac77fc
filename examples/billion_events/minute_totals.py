"""Totals by minute that bear repeats, replays and late events.

Whether an event is late is decided by the event alone, so a replay
decides alike. A total's version is the number of distinct events in
it: it only grows, so the table can refuse what knows less.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from botocore.exceptions import ClientError


class Event(NamedTuple):
    """`id` and `at` are the sender's, `arrived` the collector's."""

    id: str
    merchant: str
    at: int
    arrived: int
    cents: int


class Total(NamedTuple):
    """What is known of a merchant's minute."""

    merchant: str
    minute: int
    events: int
    cents: int


# --8<-- [start:on-time]
def on_time(event: Event, lateness: int, skew: int = 60) -> bool:
    """Whether it may still change its minute, by its own two times.

    Not by a watermark: that depends on how far other shards were
    read, so a replay would draw the line elsewhere. A clock that runs
    ahead is odd too, and must not open minutes that nobody closes.
    """
    end = (event.at // 60 + 1) * 60
    return (
        event.arrived < end + lateness
        and event.at <= event.arrived + skew
    )


# --8<-- [end:on-time]


# --8<-- [start:take]
class Minutes:
    """The open minutes of a merchant's events, each event once."""

    def __init__(self, shards: Iterable[str], lateness: int) -> None:
        self._lateness = lateness
        self._read_to = dict.fromkeys(shards, 0)
        self._open: dict[tuple[str, int], dict[str, int]] = {}

    def take(
        self, shard: str, events: Iterable[Event]
    ) -> tuple[list[Total], list[Event]]:
        """Totals that changed, and events that only the lake gets."""
        changed, odd = set(), []
        for event in events:
            self._read_to[shard] = max(
                self._read_to.get(shard, 0), event.arrived
            )
            if not on_time(event, self._lateness):
                odd.append(event)
                continue
            key = event.merchant, event.at // 60
            known = self._open.setdefault(key, {})
            if event.id not in known:
                known[event.id] = event.cents
                changed.add(key)
        totals = [
            Total(
                *key,
                len(self._open[key]),
                sum(self._open[key].values()),
            )
            for key in sorted(changed)
        ]
        self._close()
        return totals, odd

    # --8<-- [end:take]

    # --8<-- [start:close]
    def finished(self, shard: str) -> None:
        """A parent that was split, or a shard that fell silent."""
        del self._read_to[shard]

    def _close(self) -> None:
        """Forgets minutes that no shard can still add to.

        The slowest shard decides. A shard of which nothing was read
        holds all minutes open, which costs memory and loses nothing.
        """
        all_read_to = min(self._read_to.values(), default=0)
        for key in list(self._open):
            if (key[1] + 1) * 60 + self._lateness < all_read_to:
                del self._open[key]

    # --8<-- [end:close]


# --8<-- [start:write]
def write_total(table: Any, generation: str, total: Total) -> bool:
    """Whether it was news; if not, the table knows as many events.

    A replay of corrected code writes under a generation of its own,
    so the page never mixes two ways of counting.
    """
    try:
        table.put_item(
            Item={
                "pk": f"{generation}#{total.merchant}",
                "minute": total.minute,
                "events": total.events,
                "cents": total.cents,
            },
            ConditionExpression="attribute_not_exists(#n) OR #n < :n",
            ExpressionAttributeNames={"#n": "events"},
            ExpressionAttributeValues={":n": total.events},
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
