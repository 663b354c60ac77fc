from __future__ import annotations

import json
from typing import Any

import pytest

from examples.s3_vectors import put_vectors

SLOW_DOWN = {"__type": "TooManyRequestsException", "message": "slow down"}
TOO_MUCH = {"__type": "ServiceUnavailableException", "message": "Currently unable to handle"}


def vector(number: int, dimension: int = 3, text: str = "") -> dict[str, Any]:
    return {
        "key": str(number),
        "data": {"float32": [0.1234567890123456] * dimension},
        "metadata": {"text": text},
    }


def test_no_batch_has_more_vectors_than_a_request_may_have(client: Any) -> None:
    made = list(put_vectors.batches(vector(n) for n in range(1201)))
    assert [len(batch) for batch in made] == [500, 500, 201]
    assert [one["key"] for batch in made for one in batch] == [str(n) for n in range(1201)]
    shape = client.meta.service_model.shape_for("PutVectorsInputList")
    assert shape.metadata["max"] == put_vectors.MOST_VECTORS


def test_large_vectors_make_batches_that_fit_the_body() -> None:
    some = [vector(n, 4096, "x" * 30_000) for n in range(400)]
    made = list(put_vectors.batches(some))
    assert len(made) > 1
    assert [one for batch in made for one in batch] == some
    assert all(len(json.dumps(batch).encode()) < 20 * 1024 * 1024 for batch in made)


def test_an_empty_load_sends_nothing() -> None:
    assert list(put_vectors.batches([])) == []


def test_a_refused_batch_is_sent_again_whole(client: Any, index: str, answers: Any) -> None:
    requests = answers(client, "PutVectors", SLOW_DOWN, TOO_MUCH)
    waited: list[float] = []
    batch = [vector(1), vector(2)]
    put_vectors.put(client, index, batch, sleep=waited.append)
    assert [len(request["vectors"]) for request in requests] == [2, 2, 2]
    assert len(waited) == 2
    assert all(0 <= pause <= 20 for pause in waited)
    stored = client.get_vectors(indexArn=index, keys=["1", "2"])["vectors"]
    assert {one["key"] for one in stored} == {"1", "2"}


def test_it_gives_up_in_the_end(client: Any, index: str, answers: Any) -> None:
    requests = answers(client, "PutVectors", *[SLOW_DOWN] * 3)
    with pytest.raises(client.exceptions.TooManyRequestsException):
        put_vectors.put(client, index, [vector(1)], attempts=3, sleep=lambda _: None)
    assert len(requests) == 3


def test_a_mistake_is_not_tried_again(client: Any, index: str, answers: Any) -> None:
    requests = answers(client, "PutVectors", {"__type": "ValidationException", "message": "no"})
    with pytest.raises(client.exceptions.ValidationException):
        put_vectors.put(client, index, [vector(1)], sleep=lambda _: None)
    assert len(requests) == 1


def test_the_pace_holds_over_any_sizes() -> None:
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = put_vectors.Pace(500, clock=lambda: now, sleep=sleep)
    for size in (500, 250, 500, 250):
        pace.wait(size)
    # 1,250 vectors are out before the last batch may go
    assert now == pytest.approx(2.5)


def test_an_idle_pace_saves_nothing_up() -> None:
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = put_vectors.Pace(500, clock=lambda: now, sleep=sleep)
    now = 100.0
    pace.wait(500)
    pace.wait(500)
    assert now == pytest.approx(101.0)
