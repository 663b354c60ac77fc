from __future__ import annotations

from typing import Any

from examples.bedrock import guardrail_in_converse as guarded

EARLIER = [
    {"role": "user", "content": [{"text": "Hello"}]},
    {"role": "assistant", "content": [{"text": "Hi"}]},
]
MESSAGE = guarded.turn("How long may I return it?", ["Thirty days.", "Unopened only."])


def ask(runtime: Any, answers: Any, response: Any) -> Any:
    requests = answers(runtime, "Converse", response)
    text, history = guarded.answer(runtime, "model", "gr-1", "7", EARLIER, MESSAGE)
    return requests[0], text, history


def test_all_that_is_not_ours_is_wrapped() -> None:
    assert all(set(block) == {"guardContent"} for block in MESSAGE["content"])
    qualifiers = [set(block["guardContent"]["text"]["qualifiers"]) for block in MESSAGE["content"]]
    # grounding needs its sources and one question; filters read all three
    assert [one - {"guard_content"} for one in qualifiers] == [
        {"grounding_source"},
        {"grounding_source"},
        {"query"},
    ]
    assert all("guard_content" in one for one in qualifiers)


def test_the_request_pins_a_version_and_returns_no_trace(
    runtime: Any, answers: Any, reply: Any
) -> None:
    request, _, _ = ask(runtime, answers, reply("Thirty days."))
    assert request["guardrailConfig"] == {
        "guardrailIdentifier": "gr-1",
        "guardrailVersion": "7",
        "trace": "disabled",
    }
    assert request["messages"] == [*EARLIER, MESSAGE]


def test_an_answer_joins_the_history(runtime: Any, answers: Any, reply: Any) -> None:
    _, text, history = ask(runtime, answers, reply("Thirty days."))
    assert text == "Thirty days."
    assert [one["role"] for one in history] == ["user", "assistant", "user", "assistant"]
    # unwrapped, and without the passages: the next turn brings its own
    assert history[2]["content"] == [{"text": "How long may I return it?"}]


def test_a_blocked_turn_does_not(runtime: Any, answers: Any, reply: Any) -> None:
    _, text, history = ask(runtime, answers, reply("I cannot help.", "guardrail_intervened"))
    assert text == "I cannot help."
    assert history == EARLIER
