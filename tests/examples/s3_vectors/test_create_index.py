from __future__ import annotations

from typing import Any

import pytest

from examples.s3_vectors import create_index

WANTED = {"dimension": 1024, "distanceMetric": "cosine"}


def test_the_text_is_kept_out_of_the_filters_and_searched_all_the_same(
    client: Any, answers: Any
) -> None:
    requests = answers(client, "CreateIndex", {"indexArn": "unused"})
    create_index.create(client, "knowledge", "chunks")
    (request,) = requests
    metadata = request["metadataConfiguration"]
    assert metadata["nonFilterableMetadataKeys"] == ["text"]
    assert [one["metadataKey"] for one in metadata["textSearchConfigurations"]] == ["text"]
    model = client.meta.service_model
    assert request["distanceMetric"] in model.shape_for("DistanceMetric").enum
    assert request["dimension"] <= model.shape_for("Dimension").metadata["max"]
    languages = model.shape_for("LanguageCode").enum
    assert all(one["language"] in languages for one in metadata["textSearchConfigurations"])


def test_a_second_run_changes_nothing(client: Any) -> None:
    create_index.create(client, "knowledge", "chunks")
    create_index.create(client, "knowledge", "chunks")
    assert create_index.differences(client, "knowledge", "chunks", WANTED) == {}


def test_an_index_that_exists_is_not_an_index_that_fits(client: Any) -> None:
    client.create_vector_bucket(vectorBucketName="knowledge")
    client.create_index(
        vectorBucketName="knowledge",
        indexName="chunks",
        dataType="float32",
        dimension=512,
        distanceMetric="euclidean",
    )
    found = create_index.differences(client, "knowledge", "chunks", WANTED)
    assert found == {"dimension": 512, "distanceMetric": "euclidean"}


def test_a_refusal_is_not_taken_for_an_index_that_exists(client: Any, answers: Any) -> None:
    answers(client, "CreateIndex", {"__type": "ServiceQuotaExceededException", "message": "full"})
    with pytest.raises(client.exceptions.ServiceQuotaExceededException):
        create_index.create(client, "knowledge", "chunks")
