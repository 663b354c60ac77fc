"""moto has no vector indexes: botocore checks the requests, Stubber also the answers' shapes."""

from __future__ import annotations

import struct
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.dynamodb import vector_search
from examples.dynamodb.vector_search import DIMENSIONS

VECTOR = [0.1] * DIMENSIONS


@pytest.fixture
def client() -> Any:
    return boto3.client("dynamodb")


def test_the_index_is_what_the_search_needs(client: Any, answers: Any) -> None:
    (request,) = _sent(client, answers, "CreateTable", vector_search.create_table, "notes")
    assert request["BillingMode"] == "PAY_PER_REQUEST"
    (index,) = request["VectorIndexes"]
    model = client.meta.service_model
    assert index["DistanceFunction"] in model.shape_for("VectorDistanceFunction").enum
    declared = {definition["AttributeName"] for definition in request["AttributeDefinitions"]}
    keys = {key["AttributeName"] for key in request["KeySchema"]}
    for element in index["SearchSchema"]:
        kind = element["SearchSchemaElementType"]
        assert kind in model.shape_for("SearchSchemaElementType").enum
        keys.add(element["AttributeName"])
    # DynamoDB refuses a key that is not declared, and a declaration that no key uses.
    assert declared == keys
    assert index["Dimensions"] <= model.shape_for("SearchVectorList").metadata["max"]


def test_a_note_has_the_attributes_that_the_index_reads(client: Any, answers: Any) -> None:
    (table,) = _sent(client, answers, "CreateTable", vector_search.create_table, "notes")
    (put,) = _sent(
        client, answers, "PutItem", vector_search.put_note, "notes", "acme", "1", "Tea", VECTOR
    )
    (index,) = table["VectorIndexes"]
    item = put["Item"]
    assert len(item[index["VectorAttribute"]["AttributeName"]]["L"]) == index["Dimensions"]
    assert {element["AttributeName"] for element in index["SearchSchema"]} <= set(item)
    assert set(index["Projection"]["NonKeyAttributes"]) <= set(item)


@pytest.mark.parametrize("x", [0.1, -1 / 3, 1e-30, 16777217.0, 3.4028234e38, 0.0])
def test_nine_digits_name_a_32_bit_float_exactly(x: float) -> None:
    (number,) = vector_search.numbers([x])
    assert _as_f32(float(number["N"])) == _as_f32(x)
    assert len(number["N"].lstrip("-").partition("e")[0].replace(".", "").lstrip("0")) <= 9


def test_a_search_goes_to_the_search_endpoint_for_one_tenant(client: Any, answers: Any) -> None:
    (request,) = _sent(
        client, answers, "SearchVectors", vector_search.nearest, "notes", "acme", VECTOR, 5, 0.4
    )
    assert request.pop("url").startswith("https://search-dynamodb.us-east-1.")
    assert request == {
        "TableName": "notes",
        "IndexName": "notes-by-meaning",
        "SearchVector": [{"N": "0.1"}] * DIMENSIONS,
        "TopK": 5,
        "ProjectionExpression": "title",
        "SearchConditionExpression": "tenant = :tenant",
        "ExpressionAttributeValues": {":tenant": {"S": "acme"}},
    }


def test_keeps_the_near_and_drops_the_far(client: Any) -> None:
    results = [("Tea", 0.05), ("Coffee", 0.4), ("Tax law", 1.3)]
    answer = {
        "SearchResults": [
            {"Item": {"title": {"S": title}}, "Score": score} for title, score in results
        ]
    }
    with Stubber(client) as stub:
        stub.add_response("search_vectors", answer)
        found = vector_search.nearest(client, "notes", "acme", VECTOR, 3, farthest=0.4)
    assert found == ["Tea", "Coffee"]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ({"IndexStatus": "ACTIVE"}, True),
        ({"IndexStatus": "ACTIVE", "Backfilling": True}, False),
        ({"IndexStatus": "CREATING", "Backfilling": False}, False),
    ],
)
def test_is_searchable_when_it_holds_every_item(client: Any, index: Any, expected: bool) -> None:
    with Stubber(client) as stub:
        stub.add_response(
            "describe_table", {"Table": {"VectorIndexes": [index]}}, {"TableName": "notes"}
        )
        assert vector_search.is_searchable(client, "notes") is expected


def _sent(client: Any, answers: Any, operation: str, call: Any, *arguments: Any) -> Any:
    """The requests of one operation that a call sends, answered with nothing."""
    requests = answers(client, operation, {"SearchResults": []})
    call(client, *arguments)
    for request in requests:
        if operation != "SearchVectors":
            request.pop("url")
    return requests


def _as_f32(x: float) -> bytes:
    return struct.pack("<f", x)
