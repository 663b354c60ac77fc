from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.s3_vectors import reembed


def embed(text: str) -> list[float]:
    return [float(len(text)), 1.0]


@pytest.fixture
def old(client: Any, make_index: Any) -> Any:
    arn = make_index("model-1", 3)
    for start in range(0, 600, 300):
        client.put_vectors(
            indexArn=arn,
            vectors=[
                {
                    "key": f"doc#{n}",
                    "data": {"float32": [1.0, 2.0, 3.0]},
                    "metadata": {"text": "x" * (n % 7), "tenant": "acme"},
                }
                for n in range(start, start + 300)
            ],
        )
    return arn


def test_every_vector_is_there_anew_under_its_old_key(
    client: Any, make_index: Any, old: str
) -> None:
    new = make_index("model-2", 2)
    assert reembed.copy_segment(client, old, new, embed, 0, 1) == 600
    listed = client.list_vectors(indexArn=new, returnData=True, returnMetadata=True)["vectors"]
    assert {vector["key"] for vector in listed} == {f"doc#{n}" for n in range(600)}
    for vector in listed:
        assert vector["data"]["float32"] == embed(vector["metadata"]["text"])
        assert vector["metadata"]["tenant"] == "acme"


def test_a_repeated_segment_adds_nothing_and_pays_no_model(
    client: Any, make_index: Any, old: str
) -> None:
    new = make_index("model-2", 2)
    paid: list[str] = []

    def counted(text: str) -> list[float]:
        paid.append(text)
        return embed(text)

    copied = [reembed.copy_segment(client, old, new, counted, 0, 1) for _ in range(2)]
    assert copied == [600, 0]
    assert len(paid) == 600
    assert len(client.list_vectors(indexArn=new)["vectors"]) == 600


def test_what_the_pipeline_wrote_meanwhile_stays(client: Any, make_index: Any, old: str) -> None:
    new = make_index("model-2", 2)
    newer = {"text": "x", "tenant": "moved"}
    vector = {"key": "doc#1", "data": {"float32": [9.0, 9.0]}, "metadata": newer}
    client.put_vectors(indexArn=new, vectors=[vector])
    assert reembed.copy_segment(client, old, new, embed, 0, 1) == 599
    found = client.get_vectors(indexArn=new, keys=["doc#1"], returnMetadata=True)["vectors"]
    assert found[0]["metadata"] == newer


def test_a_worker_asks_for_its_own_segment_on_every_page(
    client: Any, old: str, answers: Any
) -> None:
    requests = answers(
        client,
        "ListVectors",
        {"vectors": [{"key": "1"}], "nextToken": "more"},
        {"vectors": [{"key": "2"}]},
    )
    found = list(reembed.read_segment(client, old, 3, 16))
    assert [vector["key"] for vector in found] == ["1", "2"]
    assert [(r["segmentIndex"], r["segmentCount"]) for r in requests] == [(3, 16)] * 2
    assert [r.get("nextToken") for r in requests] == [None, "more"]


def test_readers_get_index_and_model_together(aws: boto3.Session) -> None:
    ssm = aws.client("ssm")
    reembed.switch(ssm, "/search/index", "arn:old", "model-1")
    assert reembed.current(ssm, "/search/index") == ("arn:old", "model-1")
    reembed.switch(ssm, "/search/index", "arn:new", "model-2")
    assert reembed.current(ssm, "/search/index") == ("arn:new", "model-2")


def test_the_overlap_counts_what_both_found() -> None:
    assert reembed.overlap(["a", "b", "c", "d"], ["d", "c", "x", "y"]) == 0.5
    assert reembed.overlap(["a"], ["a"]) == 1.0
    assert reembed.overlap([], ["a"]) == 0.0
