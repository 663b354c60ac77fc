from __future__ import annotations

import json

import pytest

from examples.analytics import search_index


def test_a_small_index_is_one_shard() -> None:
    assert search_index.primary_shards(20, 50, 3) == 1


def test_a_large_index_is_spread_evenly() -> None:
    # 400 x 1.1 / 50 = 8.8: 9 shards; on 6 nodes that is 12, two on each
    assert search_index.primary_shards(400, 50, 6) == 12
    assert search_index.primary_shards(400, 50, 3) == 9


def test_no_shard_outgrows_its_target() -> None:
    for source in (1, 49, 51, 400, 12_345):
        for nodes in (1, 3, 7):
            shards = search_index.primary_shards(source, 30, nodes)
            assert source * 1.1 / shards <= 30


@pytest.mark.parametrize(("source", "shard", "nodes"), [(0, 50, 3), (1, 0, 3), (1, 50, 0)])
def test_nothing_is_refused(source: float, shard: float, nodes: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        search_index.primary_shards(source, shard, nodes)


def test_unknown_keys_add_no_fields() -> None:
    template = json.loads(json.dumps(search_index.log_template("logs-*", 9)))["template"]
    assert template["mappings"]["dynamic"] is False
    assert template["settings"]["index"]["number_of_shards"] == 9
    assert template["mappings"]["properties"]["trace_id"]["type"] == "keyword"
