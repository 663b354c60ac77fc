from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from urllib3.exceptions import ProtocolError

from examples.bedrock import stream_first_token

REQUEST = {"modelId": "model", "messages": [{"role": "user", "content": [{"text": "Tea?"}]}]}
USAGE = {"inputTokens": 10, "outputTokens": 5, "totalTokens": 15}


def delta(text: str) -> tuple[str, dict[str, Any]]:
    return "contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": text}}


def stop(reason: str) -> tuple[str, dict[str, Any]]:
    return "messageStop", {"stopReason": reason}


METADATA = ("metadata", {"usage": USAGE, "metrics": {"latencyMs": 3000}})


def run(runtime: Any, times: list[float]) -> Any:
    shown: list[str] = []
    result = stream_first_token.stream(runtime, REQUEST, shown.append, iter(times).__next__)
    return result, shown


def test_measures_the_first_token_and_the_rest_apart(runtime: Any, streamed: Any) -> None:
    start = ("messageStart", {"role": "assistant"})
    requests = streamed(start, delta("Green"), delta(" tea"), stop("end_turn"), METADATA)
    # started at 100, first token at 101.5, last at 103.5: four more tokens in two seconds
    result, shown = run(runtime, [100.0, 101.5, 103.5])
    assert shown == ["Green", " tea"]
    assert (result.text, result.complete) == ("Green tea", True)
    assert result.first_token == pytest.approx(1.5)
    assert result.tokens_per_second == pytest.approx(2.0)
    assert requests == [{"messages": REQUEST["messages"]}]


def test_an_empty_first_delta_is_no_token(runtime: Any, streamed: Any) -> None:
    streamed(delta(""), delta("Tea"), stop("end_turn"), METADATA)
    result, _ = run(runtime, [0.0, 2.0, 4.0])
    assert result.first_token == pytest.approx(2.0)


@pytest.mark.parametrize("reason", ["max_tokens", "guardrail_intervened"])
def test_an_answer_that_was_cut_off_is_not_complete(
    runtime: Any, streamed: Any, reason: str
) -> None:
    streamed(delta("Green"), stop(reason), METADATA)
    assert run(runtime, [0.0, 1.0, 2.0])[0].complete is False


@pytest.mark.parametrize("error", ["throttlingException", "modelStreamErrorException"])
def test_an_error_in_the_stream_keeps_what_was_shown(
    runtime: Any, streamed: Any, error: str
) -> None:
    streamed(delta("Green"), (error, {"message": "no"}))
    result, shown = run(runtime, [0.0, 1.0, 2.0])
    assert shown == ["Green"]
    assert (result.text, result.complete) == ("Green", False)
    assert result.first_token == pytest.approx(1.0)
    assert result.tokens_per_second is None


def test_a_broken_connection_keeps_what_was_shown() -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield {"contentBlockDelta": {"delta": {"text": "Green"}}}
        raise ProtocolError("Connection broken")

    class Runtime:
        def converse_stream(self, **_: Any) -> dict[str, Any]:
            return {"stream": broken()}

    result, shown = run(Runtime(), [0.0, 1.0, 2.0])
    assert shown == ["Green"]
    assert (result.text, result.complete) == ("Green", False)


def test_an_error_before_the_first_token_has_no_first_token(runtime: Any, streamed: Any) -> None:
    streamed(("throttlingException", {"message": "no"}))
    result, shown = run(runtime, [0.0, 1.0])
    assert shown == []
    assert result.first_token is None
