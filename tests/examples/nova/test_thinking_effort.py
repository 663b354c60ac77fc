from __future__ import annotations

from typing import Any

import pytest
from botocore.stub import Stubber

from examples.nova import thinking_effort as example


def test_thinking_is_not_asked_for_unless_wanted() -> None:
    assert "additionalModelRequestFields" not in example.request("m", "Why?", "off")


@pytest.mark.parametrize("effort", ["low", "medium"])
def test_lower_efforts_keep_the_cap(effort: Any) -> None:
    call = example.request("m", "Why?", effort)
    assert call["inferenceConfig"] == {"maxTokens": 2000}
    config = call["additionalModelRequestFields"]["reasoningConfig"]
    assert config == {"type": "enabled", "maxReasoningEffort": effort}


def test_high_effort_leaves_out_the_inference_config() -> None:
    call = example.request("m", "Why?", "high")
    assert "inferenceConfig" not in call
    config = call["additionalModelRequestFields"]["reasoningConfig"]
    assert config["maxReasoningEffort"] == "high"


def test_reads_the_text_behind_the_reasoning(runtime: Any, stub: Stubber, reply: Any) -> None:
    thought = {"reasoningContent": {"reasoningText": {"text": "[REDACTED]"}}}
    call = example.request("m", "Why?", "low")
    stub.add_response("converse", reply(thought, "Because."), call)
    assert example.answer(runtime.converse(**call)) == "Because."


def test_a_cap_that_thinking_used_up_is_no_empty_answer(reply: Any) -> None:
    thought = {"reasoningContent": {"reasoningText": {"text": "[REDACTED]"}}}
    with pytest.raises(example.UnfinishedError, match="max_tokens"):
        example.answer(reply(thought, stop="max_tokens"))


def test_waits_as_long_as_an_answer_may_take_and_asks_once() -> None:
    assert example.PATIENT.read_timeout == 3600
    assert example.PATIENT.retries == {"total_max_attempts": 1}
