from __future__ import annotations

from typing import Any

from examples.s3_vectors import hybrid_search


def test_words_and_vector_go_in_one_query(client: Any, index: str, answers: Any) -> None:
    answer = {
        "vectors": [
            {"key": "a", "scores": {"fused": 0.032, "vectorDistance": 0.4}},
            {"key": "b", "scores": {"fused": 0.016, "vectorDistance": 0.1}},
        ],
        "distanceMetric": "cosine",
    }
    requests = answers(client, "QueryVectors", answer)
    found = hybrid_search.search(client, index, "error E-4711", [0.1, 0.2, 0.3], "acme")
    # the order of the fused score, not that of the distance
    assert [key for key, _ in found] == ["a", "b"]
    (request,) = requests
    assert request["queryVector"] == {"float32": [0.1, 0.2, 0.3]}
    assert request["queryTexts"] == [{"text": "error E-4711", "metadataKey": "text"}]
    assert request["returnScores"] is True
    assert request["filter"] == {"tenant": "acme"}


def test_a_long_question_is_cut_to_what_a_query_takes(
    client: Any, index: str, answers: Any
) -> None:
    requests = answers(client, "QueryVectors", {"vectors": [], "distanceMetric": "cosine"})
    hybrid_search.search(client, index, "x" * 5000, [0.1, 0.2, 0.3], "acme")
    longest = client.meta.service_model.shape_for("QueryTextString").metadata["max"]
    assert len(requests[0]["queryTexts"][0]["text"]) == longest


def test_good_in_both_beats_best_in_one() -> None:
    words = ["only-words", "both", "w3"]
    meaning = ["only-meaning", "both", "m3"]
    assert hybrid_search.fuse([words, meaning], 1) == ["both"]


def test_the_scores_are_those_of_the_formula() -> None:
    # a: 1/61 + 1/62, b: 1/62 + 1/61, c: 1/63
    assert hybrid_search.fuse([["a", "b", "c"], ["b", "a"]], 3) == ["a", "b", "c"]
    # with a small k the single first place weighs more: 1/1 > 1/2 + 1/3
    assert hybrid_search.fuse([["a", "b"], ["x", "y", "b"]], 1, k=0) == ["a"]


def test_an_empty_side_leaves_the_other_as_it_is() -> None:
    assert hybrid_search.fuse([["a", "b"], []], 5) == ["a", "b"]
    assert hybrid_search.fuse([], 5) == []
