from __future__ import annotations

from typing import Any

import pytest

from examples.s3_vectors import wide_filters


class Index:
    """An index that searches: every vector has a folder and its distance."""

    def __init__(self, vectors: dict[str, tuple[list[str], float]]) -> None:
        self.vectors = vectors
        self.sizes: list[int] = []

    def query_vectors(self, **request: Any) -> Any:
        values = request["filter"]["folder"]["$in"]
        self.sizes.append(len(values))
        if len(values) > 100:
            raise ValueError("more than 100 filter constraints")
        found = [
            {"key": key, "distance": distance}
            for key, (folders, distance) in self.vectors.items()
            if set(folders) & set(values)
        ]
        found.sort(key=lambda match: float(str(match["distance"])))
        return {"vectors": found[: request["topK"]]}


FOLDERS = [f"f{n}" for n in range(250)]


def test_no_query_has_too_many_values_and_none_is_left_out() -> None:
    index = Index({})
    wide_filters.nearest_in(index, "arn", [0.1], FOLDERS, 5)
    assert sorted(index.sizes) == [50, 100, 100]


def test_the_nearest_of_all_parts_come_first() -> None:
    vectors = {
        "last": (["f249"], 0.1),
        "first": (["f0"], 0.2),
        "middle": (["f120"], 0.3),
        "hidden": (["g1"], 0.0),
    }
    found = wide_filters.nearest_in(Index(vectors), "arn", [0.1], FOLDERS, 2)
    assert [match["key"] for match in found] == ["last", "first"]


def test_a_vector_of_two_folders_is_found_once() -> None:
    vectors = {"both": (["f0", "f249"], 0.1), "one": (["f1"], 0.2)}
    found = wide_filters.nearest_in(Index(vectors), "arn", [0.1], FOLDERS, 5)
    assert [match["key"] for match in found] == ["both", "one"]


def test_who_sees_no_folder_sees_nothing() -> None:
    index = Index({"a": (["f0"], 0.1)})
    assert wide_filters.nearest_in(index, "arn", [0.1], [], 5) == []
    assert index.sizes == []


def test_a_failed_part_is_not_a_shorter_answer() -> None:
    class Broken(Index):
        def query_vectors(self, **request: Any) -> Any:
            if "f249" in request["filter"]["folder"]["$in"]:
                raise TimeoutError
            return super().query_vectors(**request)

    with pytest.raises(TimeoutError):
        wide_filters.nearest_in(Broken({}), "arn", [0.1], FOLDERS, 5)


def test_the_request_is_one_that_the_service_knows(client: Any, index: str, answers: Any) -> None:
    requests = answers(client, "QueryVectors", {"vectors": [], "distanceMetric": "cosine"})
    wide_filters.nearest_in(client, index, [0.1, 0.2, 0.3], ["f1"], 5)
    assert requests[0]["returnDistance"] is True
