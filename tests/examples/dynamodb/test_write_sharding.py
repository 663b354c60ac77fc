from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from examples.dynamodb import write_sharding
from examples.dynamodb.write_sharding import SHARDS

DAY = "2026-11-24"
HOT_KEY = f"ORDERS#{DAY}"


def order_ids(count: int) -> list[str]:
    """Ids that begin with the time, oldest first."""
    rng = random.Random(7)
    return [f"{1_790_000_000 + n}-{rng.getrandbits(64):016x}" for n in range(count)]


def test_a_point_read_finds_every_order(table: Any) -> None:
    ids = order_ids(50)
    for order_id in ids:
        write_sharding.put_order(table, DAY, {"order_id": order_id})
    for order_id in ids:
        found = write_sharding.get_order(table, DAY, order_id)
        assert found is not None
        assert found["order_id"] == order_id
    assert write_sharding.get_order(table, DAY, "never written") is None


def test_no_shard_gets_much_more_than_its_share() -> None:
    shards = Counter(map(write_sharding.shard_of, order_ids(10_000)))
    fair = 10_000 / SHARDS
    assert set(shards) == set(range(SHARDS))
    assert max(shards.values()) < 1.15 * fair
    assert min(shards.values()) > 0.85 * fair


def test_another_process_computes_the_same_shard() -> None:
    ids = order_ids(20)
    code = (
        "from examples.dynamodb.write_sharding import shard_of\n"
        f"print([shard_of(order_id) for order_id in {ids}])"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", code]
    other = subprocess.check_output(command, text=True, cwd=root)
    assert other.strip() == str([write_sharding.shard_of(order_id) for order_id in ids])


def test_the_newest_of_all_shards_in_order(table: Any) -> None:
    ids = order_ids(60)
    for order_id in random.Random(1).sample(ids, len(ids)):
        write_sharding.put_order(table, DAY, {"order_id": order_id})
    newest_first = ids[::-1]
    for limit in (1, 25, 60, 100):
        found = write_sharding.newest(table, HOT_KEY, limit)
        assert [order["order_id"] for order in found] == newest_first[:limit]


def test_one_shard_may_hold_all_the_newest_over_several_pages(table: Any) -> None:
    ids = [one for one in order_ids(200) if write_sharding.shard_of(one) == 3][:10]
    for order_id in ids:
        # Four of these make more than the one megabyte of a page.
        order = {"order_id": order_id, "notes": "x" * 300_000}
        write_sharding.put_order(table, DAY, order)
    found = write_sharding.newest(table, HOT_KEY, 10)
    assert [order["order_id"] for order in found] == ids[::-1]


def test_views_spread_and_none_is_lost(table: Any) -> None:
    rng = random.Random(3)
    for _ in range(200):
        # All at the same moment: the sort key must still differ.
        write_sharding.put_view(table, "home", "2026-11-24T09:00:00Z", rng)
    views = write_sharding.newest(table, "VIEWS#home", 1000)
    assert len(views) == 200
    shards = Counter(view["pk"] for view in views)
    assert len(shards) == SHARDS
    assert max(shards.values()) < 3 * 200 / SHARDS
