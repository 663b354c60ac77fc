from __future__ import annotations

from typing import Any

import pytest

from examples.bedrock import cache_point

HANDBOOK = "Returns are free for thirty days. " * 600
HELLO = [{"role": "user", "content": [{"text": "Hello"}]}]


def sent(runtime: Any, answers: Any, reply: Any, customer: str) -> Any:
    requests = answers(runtime, "Converse", reply("Hi"))
    cache_point.ask(runtime, "model", HANDBOOK, customer, HELLO)
    return requests[0]


def test_the_cached_prefix_is_the_same_for_every_customer(
    runtime: Any, answers: Any, reply: Any
) -> None:
    prefixes = []
    for customer in ("Ana", "Bo"):
        system = sent(runtime, answers, reply, customer)["system"]
        (cut,) = [at for at, block in enumerate(system) if "cachePoint" in block]
        prefixes.append(system[:cut])
        assert any(customer in block.get("text", "") for block in system[cut:])
    assert prefixes[0] == prefixes[1] == [{"text": HANDBOOK}]


def test_the_cache_lives_an_hour_and_the_answer_is_bounded(
    runtime: Any, answers: Any, reply: Any
) -> None:
    request = sent(runtime, answers, reply, "Ana")
    (point,) = [block["cachePoint"] for block in request["system"] if "cachePoint" in block]
    assert point["ttl"] in runtime.meta.service_model.shape_for("CacheTTL").enum
    assert point["ttl"] == "1h"
    assert 0 < request["inferenceConfig"]["maxTokens"] <= 1000


@pytest.mark.parametrize(
    ("usage", "share"),
    [
        ({"inputTokens": 500, "cacheReadInputTokens": 4500, "cacheWriteInputTokens": 0}, 0.9),
        ({"inputTokens": 500, "cacheWriteInputTokens": 4500}, 0.0),
        ({"inputTokens": 500}, 0.0),
        ({"inputTokens": 0}, 0.0),
    ],
)
def test_the_share_counts_the_whole_prompt(usage: dict[str, int], share: float) -> None:
    assert cache_point.hit_share(usage) == pytest.approx(share)
