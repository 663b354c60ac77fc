from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from examples.s3 import conditional_swap
from examples.s3.conditional_swap import claim, publish

BUCKET, KEY = "lake", "orders/manifest.json"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


@pytest.fixture
def client(aws: Any) -> Any:
    client = aws.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


def add(name: str) -> Any:
    return lambda manifest: {"files": [*manifest["files"], name]}


def files(client: Any) -> Any:
    return json.load(client.get_object(Bucket=BUCKET, Key=KEY)["Body"])["files"]


def test_only_one_of_two_claims_wins(client: Any) -> None:
    assert claim(client, BUCKET, "jobs/1", "a")
    assert not claim(client, BUCKET, "jobs/1", "b")
    assert conditional_swap.holder(client, BUCKET, "jobs/1") == "a"


def test_a_repeated_claim_of_the_same_owner_is_still_won(client: Any) -> None:
    assert claim(client, BUCKET, "jobs/1", "a")
    assert claim(client, BUCKET, "jobs/1", "a")


def test_a_claim_that_fails_for_another_reason_is_not_a_lost_one(client: Any) -> None:
    with pytest.raises(ClientError, match="NoSuchBucket"):
        claim(client, "no-such-bucket", "jobs/1", "a")


def test_publishing_creates_and_then_adds(client: Any) -> None:
    publish(client, BUCKET, KEY, add("1"))
    assert publish(client, BUCKET, KEY, add("2")) == {"files": ["1", "2"]}
    assert files(client) == ["1", "2"]


def test_a_publisher_that_was_overtaken_keeps_the_others_work(client: Any) -> None:
    publish(client, BUCKET, KEY, add("first"))
    overtaken = iter([True, True, False])

    def slowly(manifest: Any) -> Any:
        if next(overtaken):
            publish(client, BUCKET, KEY, add("other"))
        return add("mine")(manifest)

    publish(client, BUCKET, KEY, slowly)
    assert files(client) == ["first", "other", "other", "mine"]


def test_two_first_publishers_do_not_overwrite_each_other(client: Any) -> None:
    late = iter([True, False])

    def slowly(manifest: Any) -> Any:
        if next(late):
            publish(client, BUCKET, KEY, add("other"))
        return add("mine")(manifest)

    publish(client, BUCKET, KEY, slowly)
    assert files(client) == ["other", "mine"]


def test_a_manifest_deleted_meanwhile_is_made_again(client: Any) -> None:
    publish(client, BUCKET, KEY, add("gone"))
    deleted = iter([True, False])

    def slowly(manifest: Any) -> Any:
        if next(deleted):
            client.delete_object(Bucket=BUCKET, Key=KEY)
        return add("mine")(manifest)

    publish(client, BUCKET, KEY, slowly)
    assert files(client) == ["mine"]


def test_gives_up_when_it_is_always_overtaken(client: Any) -> None:
    def always(manifest: Any) -> Any:
        publish(client, BUCKET, KEY, add("other"))
        return add("mine")(manifest)

    with pytest.raises(conditional_swap.ContentionError):
        publish(client, BUCKET, KEY, always, attempts=3)
    assert files(client) == ["other"] * 3
