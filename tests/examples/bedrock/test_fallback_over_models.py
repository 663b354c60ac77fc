from __future__ import annotations

import random
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from examples.bedrock import fallback_over_models as fallback
from examples.bedrock.fallback_over_models import NoAnswerError

THROTTLED = {"__type": "ThrottlingException", "message": "Too many tokens"}
REQUEST = {"messages": [{"role": "user", "content": [{"text": "Hello"}]}]}


class Time:
    """A clock that moves by sleeping, and by `each` with every look at it."""

    def __init__(self, each: float = 0.0) -> None:
        self.now, self.each, self.slept = 0.0, each, list[float]()

    def clock(self) -> float:
        self.now += self.each
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def run(runtime: Any, time: Time, budget: float = 10.0) -> Any:
    return fallback.converse(runtime, ["a", "b"], REQUEST, budget, time.clock, time.sleep)


def models(requests: list[dict[str, Any]]) -> list[str]:
    return [request["url"].split("/model/")[1].split("/")[0] for request in requests]


def test_another_model_answers_at_once(runtime: Any, answers: Any, reply: Any) -> None:
    time, requests = Time(), answers(runtime, "Converse", THROTTLED, reply("Hi"))
    model, response = run(runtime, time)
    assert model == "b"
    assert response["output"]["message"]["content"][0]["text"] == "Hi"
    assert models(requests) == ["a", "b"]
    assert time.slept == []


def test_waits_only_when_all_refused_and_begins_with_the_best(
    runtime: Any, answers: Any, reply: Any
) -> None:
    time, requests = Time(), answers(runtime, "Converse", THROTTLED, THROTTLED, reply("Hi"))
    assert run(runtime, time)[0] == "a"
    assert models(requests) == ["a", "b", "a"]
    assert len(time.slept) == 1


def test_pauses_grow_and_are_jittered(
    runtime: Any, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[float, float]] = []

    def longest(low: float, high: float) -> float:
        asked.append((low, high))
        return high

    monkeypatch.setattr(random, "uniform", longest)
    answers(runtime, "Converse", *[THROTTLED] * 20)
    with pytest.raises(NoAnswerError):
        run(runtime, Time(), budget=30.0)
    assert asked[:6] == [(0, 0.5), (0, 1.0), (0, 2.0), (0, 4.0), (0, 4.0), (0, 4.0)]


def test_gives_up_inside_its_budget(runtime: Any, answers: Any) -> None:
    time = Time()
    answers(runtime, "Converse", *[THROTTLED] * 40)
    with pytest.raises(NoAnswerError):
        run(runtime, time, budget=3.0)
    assert time.now < 3.0


def test_slow_refusals_spend_the_budget_too(runtime: Any, answers: Any) -> None:
    requests = answers(runtime, "Converse", *[THROTTLED] * 10)
    with pytest.raises(NoAnswerError):
        run(runtime, Time(each=2.0), budget=3.0)
    assert len(requests) == 1


@pytest.mark.parametrize("error", [ReadTimeoutError, ConnectTimeoutError, EndpointConnectionError])
def test_a_model_that_does_not_answer_is_left_for_the_next(error: Any) -> None:
    class Runtime:
        def converse(self, **call: Any) -> dict[str, Any]:
            if call["modelId"] == "a":
                raise error(endpoint_url="https://bedrock-runtime.us-east-1.amazonaws.com")
            return {"output": {}}

    assert run(Runtime(), Time()) == ("b", {"output": {}})


def test_a_retired_model_does_not_take_the_others_with_it(
    runtime: Any, answers: Any, reply: Any
) -> None:
    gone = {"__type": "ResourceNotFoundException", "message": "reached the end of its life"}
    answers(runtime, "Converse", gone, reply("Hi"))
    assert run(runtime, Time())[0] == "b"


@pytest.mark.parametrize("code", ["ValidationException", "AccessDeniedException"])
def test_a_mistake_is_not_tried_elsewhere(runtime: Any, answers: Any, code: str) -> None:
    requests = answers(runtime, "Converse", {"__type": code})
    with pytest.raises(ClientError, match=code):
        run(runtime, Time())
    assert len(requests) == 1


def test_what_passes_is_what_the_service_can_throw(runtime: Any) -> None:
    operation = runtime.meta.service_model.operation_model("Converse")
    assert {shape.name for shape in operation.error_shapes} >= fallback.PASSING
