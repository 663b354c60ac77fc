"""Spreads one hot partition key over several, and reads them as one.

Without it every order of the day has the same partition key value. One
partition serves that value, whatever capacity the table has, so the
orders are throttled while the rest of the table stands idle.
"""

from __future__ import annotations

import heapq
import random
import uuid
import zlib
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from typing import Any

from boto3.dynamodb.conditions import Key

Item = dict[str, Any]

# --8<-- [start:write]
# Another number sends every order id to another shard, so a change
# may only start with a new day, and readers must know which day.
SHARDS = 10


def shard_of(order_id: str) -> int:
    # Not hash(): Python salts it anew in every process, so another
    # process would look for the order in another shard.
    return zlib.crc32(order_id.encode()) % SHARDS


def order_key(day: str, order_id: str) -> dict[str, str]:
    shard = shard_of(order_id)
    return {"pk": f"ORDERS#{day}#{shard:02d}", "sk": order_id}


def put_order(table: Any, day: str, order: Item) -> None:
    key = order_key(day, order["order_id"])
    table.put_item(Item={**order, **key})


def get_order(table: Any, day: str, order_id: str) -> Item | None:
    # The id alone names the shard: one read, not one for each shard.
    answer: Item = table.get_item(Key=order_key(day, order_id))
    return answer.get("Item")


# --8<-- [end:write]


# --8<-- [start:random]
def put_view(
    table: Any, page: str, seen_at: str, rng: random.Random
) -> None:
    # Nobody ever asks for one view by an id, so any shard will do. The
    # price: a caller that repeats this call writes a second item into
    # another shard, where no condition on the key can notice it.
    shard = rng.randrange(SHARDS)
    table.put_item(
        Item={
            "pk": f"VIEWS#{page}#{shard:02d}",
            "sk": f"{seen_at}#{uuid.uuid4()}",
        }
    )


# --8<-- [end:random]


# --8<-- [start:read]
def read_shard(
    client: Any, table: str, key: str, limit: int
) -> list[Item]:
    found: list[Item] = []
    start: Item = {}
    while True:
        page = client.query(
            TableName=table,
            KeyConditionExpression=Key("pk").eq(key),
            ScanIndexForward=False,
            Limit=limit - len(found),
            **start,
        )
        found += page["Items"]
        if len(found) >= limit or "LastEvaluatedKey" not in page:
            return found
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def newest(table: Any, hot_key: str, limit: int) -> list[Item]:
    # Threads may share a client, but not a Table.
    client = table.meta.client

    def read(shard: int) -> list[Item]:
        # Each shard is asked for `limit`: one may hold all the newest.
        key = f"{hot_key}#{shard:02d}"
        return read_shard(client, table.name, key, limit)

    with ThreadPoolExecutor(SHARDS) as pool:
        shards = list(pool.map(read, range(SHARDS)))
    by_time = itemgetter("sk")
    return list(heapq.merge(*shards, key=by_time, reverse=True))[:limit]


# --8<-- [end:read]
