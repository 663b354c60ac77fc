from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from examples.s3_vectors import embedding_pipeline
from examples.s3_vectors.embedding_pipeline import DIMENSIONS, ingest, key


class Model:
    """Answers as the model does, and counts what it is paid for."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def invoke_model(self, **request: Any) -> Any:
        body = json.loads(request["body"])
        self.texts.append(body["inputText"])
        vector = [float(len(body["inputText"]))] * body["dimensions"]
        return {"body": BytesIO(json.dumps({"embedding": vector}).encode())}


@pytest.fixture
def arn(make_index: Any) -> Any:
    return make_index("titan", DIMENSIONS)


def stored(client: Any, arn: str) -> dict[str, str]:
    vectors = client.list_vectors(indexArn=arn, returnMetadata=True)["vectors"]
    return {vector["key"]: vector["metadata"]["text"] for vector in vectors}


def test_a_replay_embeds_nothing_and_adds_nothing(client: Any, arn: str) -> None:
    model = Model()
    first = ingest(client, model, arn, "manual", "acme", ["one", "two"], keep=set)
    second = ingest(client, model, arn, "manual", "acme", ["one", "two"], keep=set)
    assert first == second
    assert sorted(model.texts) == ["one", "two"]
    assert sorted(stored(client, arn).values()) == ["one", "two"]


def test_an_edit_embeds_one_chunk_and_takes_the_old_one_out(client: Any, arn: str) -> None:
    model = Model()
    before = ingest(client, model, arn, "manual", "acme", ["one", "two"], keep=set)
    after = ingest(client, model, arn, "manual", "acme", ["one", "three"], before, keep=set)
    assert model.texts == ["one", "two", "three"]
    assert stored(client, arn) == {
        key("acme", "manual", "one"): "one",
        key("acme", "manual", "three"): "three",
    }
    assert after == set(stored(client, arn))


def test_the_keys_are_kept_before_anything_is_written(client: Any, arn: str) -> None:
    before = ingest(client, Model(), arn, "manual", "acme", ["one"], keep=set)
    kept: list[set[str]] = []

    def crash(**_: Any) -> None:
        raise RuntimeError("the process dies")

    client.meta.events.register("before-call.s3vectors.PutVectors", crash)
    with pytest.raises(RuntimeError):
        ingest(client, Model(), arn, "manual", "acme", ["two"], before, keep=kept.append)
    assert kept == [{key("acme", "manual", "one"), key("acme", "manual", "two")}]


def test_tenants_with_the_same_file_do_not_share_a_vector(client: Any, arn: str) -> None:
    before = ingest(client, Model(), arn, "manual", "acme", ["one"], keep=set)
    ingest(client, Model(), arn, "manual", "other", ["one"], keep=set)
    ingest(client, Model(), arn, "manual", "acme", [], before, keep=set)
    assert stored(client, arn) == {key("other", "manual", "one"): "one"}


def test_a_document_can_be_taken_back(client: Any, arn: str) -> None:
    before = ingest(client, Model(), arn, "manual", "acme", ["one", "two"], keep=set)
    ingest(client, Model(), arn, "other", "acme", ["one"], keep=set)
    assert ingest(client, Model(), arn, "manual", "acme", [], before, keep=set) == set()
    assert stored(client, arn) == {key("acme", "other", "one"): "one"}


def test_new_chunks_are_there_before_old_ones_go(client: Any, arn: str) -> None:
    before = ingest(client, Model(), arn, "manual", "acme", ["one"], keep=set)
    seen: list[set[str]] = []

    def look(**_: Any) -> None:
        seen.append(set(stored(client, arn).values()))

    client.meta.events.register("before-call.s3vectors.DeleteVectors", look)
    ingest(client, Model(), arn, "manual", "acme", ["two"], before, keep=set)
    assert seen == [{"one", "two"}]


def test_a_long_document_keeps_within_every_request(
    client: Any, arn: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(embedding_pipeline, "embed", lambda *_: [1.0] * DIMENSIONS)
    sizes: dict[str, list[int]] = {"GetVectors": [], "PutVectors": []}

    def note(params: Any, model: Any, **_: Any) -> None:
        body = json.loads(params["body"])
        sizes[model.name].append(len(body.get("keys") or body["vectors"]))

    for name in sizes:
        client.meta.events.register(f"before-call.s3vectors.{name}", note)
    ingest(client, object(), arn, "long", "acme", [f"chunk {n}" for n in range(510)], keep=set)
    assert sizes == {"GetVectors": [100] * 5 + [10], "PutVectors": [500, 10]}


def test_the_key_is_of_the_text_its_document_and_its_tenant() -> None:
    assert key("acme", "manual", "one") == key("acme", "manual", "one")
    others = {key("acme", "manual", "two"), key("acme", "other", "one"), key("b", "manual", "one")}
    assert len(others - {key("acme", "manual", "one")}) == 3
