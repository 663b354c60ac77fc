"""Reads a shard by enhanced fan-out: registers, subscribes, goes on.

A subscription ends after five minutes whatever happens. A reader that
takes that end for an error loses its place; one that starts again from
LATEST loses records.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Position = dict[str, Any]


# --8<-- [start:register]
def register(
    client: Any,
    stream_arn: str,
    name: str,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Registers a consumer and waits until it may read."""
    consumer = client.register_stream_consumer(
        StreamARN=stream_arn, ConsumerName=name
    )["Consumer"]
    while consumer["ConsumerStatus"] != "ACTIVE":
        sleep(1)
        consumer = client.describe_stream_consumer(
            StreamARN=stream_arn, ConsumerName=name
        )["ConsumerDescription"]
    # Keep it: a consumer of the same name made anew has another ARN.
    return str(consumer["ConsumerARN"])


# --8<-- [end:register]


# --8<-- [start:follow]
def follow(
    client: Any,
    consumer_arn: str,
    shard: str,
    position: Position,
    handle: Callable[[list[Record], str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> list[str]:
    """Reads a shard to its end; returns the shards that follow it.

    A connection that breaks raises. Call it again, with the number
    that `handle` was given last.
    """
    while True:
        try:
            answer = client.subscribe_to_shard(
                ConsumerARN=consumer_arn,
                ShardId=shard,
                StartingPosition=position,
            )
        except client.exceptions.ResourceInUseException:
            sleep(5)  # the last subscription is younger than that
            continue
        for event in answer["EventStream"]:
            batch = event["SubscribeToShardEvent"]
            after = batch.get("ContinuationSequenceNumber")
            handle(batch["Records"], after or "")
            if not after:  # the shard was split or merged
                return [c["ShardId"] for c in batch["ChildShards"]]
            # Moves on even while nothing is written, so that a
            # checkpoint of it does not grow old.
            position = {
                "Type": "AFTER_SEQUENCE_NUMBER",
                "SequenceNumber": after,
            }


# --8<-- [end:follow]
