"""Reads a shard from a checkpoint; records that come again do nothing.

The checkpoint follows the effect, so a crash between the two repeats
records and loses none. What makes that harmless is the effect's own
condition, not a more careful checkpoint.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

Record = dict[str, Any]


def ordered(sequence: str) -> str:
    """A sequence number as text that sorts like the number it is."""
    return sequence.zfill(60)


# --8<-- [start:apply]
def apply(totals_table: Any, record: Record) -> None:
    """Adds an amount to its key's total, once for each record.

    Effect and position change in one write. A record that is not
    newer than what its key has seen is refused. That compares within
    a shard and, after a split, with the parent, which is read first.
    What a producer put twice has two sequence numbers: against that
    only an id of its own in the event helps.
    """
    event = json.loads(record["Data"])
    database = totals_table.meta.client
    repeated = database.exceptions.ConditionalCheckFailedException
    with suppress(repeated):
        totals_table.update_item(
            Key={"pk": record["PartitionKey"]},
            UpdateExpression="ADD amount :amount SET seen = :now",
            ConditionExpression="attribute_not_exists(seen)"
            " OR seen < :now",
            ExpressionAttributeValues={
                ":amount": event["amount"],
                ":now": ordered(record["SequenceNumber"]),
            },
        )


# --8<-- [end:apply]


# --8<-- [start:read]
def batches(
    client: Any, stream: str, shard: str, after: str | None
) -> Iterator[list[Record]]:
    """A shard from behind a position until the reader is current."""
    start = (
        {
            "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
            "StartingSequenceNumber": after,
        }
        if after
        else {"ShardIteratorType": "TRIM_HORIZON"}
    )
    place = client.get_shard_iterator(
        StreamName=stream, ShardId=shard, **start
    )["ShardIterator"]
    while place:  # a closed shard ends with no next iterator
        # As many as are done well within the life of an iterator: the
        # next one was made with this page and expires after minutes.
        page = client.get_records(ShardIterator=place, Limit=1000)
        # An empty page does not mean the end: gaps read as nothing.
        if page["Records"]:
            yield page["Records"]
        elif not page["MillisBehindLatest"]:
            return
        place = page.get("NextShardIterator")


# --8<-- [end:read]


# --8<-- [start:run]
def run(
    client: Any,
    places_table: Any,
    totals_table: Any,
    stream: str,
    shard: str,
) -> None:
    key = {"pk": f"{stream}/{shard}"}
    item = places_table.get_item(Key=key).get("Item", {})
    for records in batches(client, stream, shard, item.get("after")):
        for record in records:
            apply(totals_table, record)
        # After the effects, and once a batch: a checkpoint for each
        # record would be the larger part of the database bill.
        last = records[-1]["SequenceNumber"]
        places_table.put_item(Item={**key, "after": last})


# --8<-- [end:run]
