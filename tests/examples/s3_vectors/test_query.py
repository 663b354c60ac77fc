"""moto does not search, so the answers are scripted and the requests read."""

from __future__ import annotations

from typing import Any

from examples.s3_vectors import query

NEAR = {"key": "a#1", "distance": 0.12, "metadata": {"text": "near"}}
FAR = {"key": "b#1", "distance": 0.81, "metadata": {"text": "far"}}


def test_what_is_too_far_is_no_match(client: Any, index: str, answers: Any) -> None:
    requests = answers(client, "QueryVectors", {"vectors": [NEAR, FAR], "distanceMetric": "cosine"})
    found = query.nearest(client, index, [0.1, 0.2, 0.3], "acme", 1764000000, 0.5)
    assert [match["key"] for match in found] == ["a#1"]
    (request,) = requests
    # without it there would be no distance to compare
    assert request["returnDistance"] is True
    assert request["returnMetadata"] is True


def test_the_tenant_is_in_the_query_and_not_in_the_caller(
    client: Any, index: str, answers: Any
) -> None:
    requests = answers(client, "QueryVectors", {"vectors": [], "distanceMetric": "cosine"})
    assert query.nearest(client, index, [0.1, 0.2, 0.3], "acme", 1764000000, 0.5) == []
    (request,) = requests
    assert {"tenant": "acme"} in request["filter"]["$and"]
    assert {"published": {"$gte": 1764000000}} in request["filter"]["$and"]


def test_candidates_come_from_every_page_in_order(client: Any, index: str, answers: Any) -> None:
    requests = answers(
        client,
        "QueryVectors",
        {"vectors": [{"key": "1"}], "distanceMetric": "cosine", "nextToken": "more"},
        {"vectors": [{"key": "2"}], "distanceMetric": "cosine"},
    )
    assert query.candidates(client, index, [0.1, 0.2, 0.3], 400) == ["1", "2"]
    assert [request.get("nextToken") for request in requests] == [None, "more"]
    # each page repeats the whole question
    assert [request["topK"] for request in requests] == [400, 400]
