from __future__ import annotations

from typing import Any

import pytest
from botocore.stub import Stubber

from examples.nova.bounded_tool_loop import UnfinishedError, run

SPECS = [{"name": "stock", "inputSchema": {"json": {"type": "object"}}}]


def use(identity: str, name: str = "stock", **arguments: Any) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": identity, "name": name, "input": arguments}}


def question() -> list[dict[str, Any]]:
    return [{"role": "user", "content": [{"text": "How many are left?"}]}]


def test_all_results_of_a_turn_go_back_in_one_message(
    runtime: Any, stub: Stubber, reply: Any
) -> None:
    stub.add_response("converse", reply(use("1", sku="a"), use("2", sku="b"), stop="tool_use"))
    stub.add_response("converse", reply("Three and four."))
    messages = question()
    shelf = {"a": 3, "b": 4}
    answer = run(runtime, "m", messages, SPECS, {"stock": lambda sku: shelf[sku]})
    assert answer == "Three and four."
    assert [message["role"] for message in messages] == ["user", "assistant", "user", "assistant"]
    results = [block["toolResult"] for block in messages[2]["content"]]
    assert [(one["toolUseId"], one["content"][0]["json"]["result"]) for one in results] == [
        ("1", 3),
        ("2", 4),
    ]


def test_a_tool_that_fails_or_does_not_exist_is_told_to_the_model(
    runtime: Any, stub: Stubber, reply: Any
) -> None:
    calls = reply(use("1", sku="gone"), use("2", name="rm"), stop="tool_use")
    stub.add_response("converse", calls)
    stub.add_response("converse", reply("I could not look it up."))
    messages = question()
    run(runtime, "m", messages, SPECS, {"stock": lambda sku: {}[sku]})
    results = [block["toolResult"] for block in messages[2]["content"]]
    assert [one["status"] for one in results] == ["error", "error"]


def test_stops_after_the_last_round(runtime: Any, stub: Stubber, reply: Any) -> None:
    for _ in range(3):
        stub.add_response("converse", reply(use("1", sku="a"), stop="tool_use"))
    called: list[str] = []
    with pytest.raises(UnfinishedError, match="3 rounds"):
        run(runtime, "m", question(), SPECS, {"stock": lambda sku: called.append(sku)}, rounds=3)
    # the third result would have had no reader
    assert called == ["a", "a"]


def test_half_a_request_for_a_tool_is_not_carried_out(
    runtime: Any, stub: Stubber, reply: Any
) -> None:
    stub.add_response("converse", reply(use("1", sku="a"), stop="max_tokens"))
    called: list[str] = []
    with pytest.raises(UnfinishedError, match="max_tokens"):
        run(runtime, "m", question(), SPECS, {"stock": lambda sku: called.append(sku)})
    assert called == []
