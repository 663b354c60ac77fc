from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from botocore.exceptions import ClientError

from examples.s3 import resumable_upload
from examples.s3.multipart_sizing import MIB

BUCKET, KEY = "uploads", "film.mov"
DATA = b"".join(bytes([value]) * MIB for value in range(12)) + b"end"


@pytest.fixture
def client(aws: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    # small parts: three instead of one
    monkeypatch.setattr(resumable_upload, "part_size", lambda _: 5 * MIB)
    client = aws.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


def run(client: Any, upload_id: str, data: bytes = DATA) -> int:
    return resumable_upload.resume(client, BUCKET, KEY, upload_id, BytesIO(data), len(data))


def test_a_whole_upload_arrives_byte_for_byte(client: Any) -> None:
    upload_id = resumable_upload.start(client, BUCKET, KEY)
    assert run(client, upload_id) == 3
    assert client.get_object(Bucket=BUCKET, Key=KEY)["Body"].read() == DATA


def test_a_resumed_upload_sends_only_what_is_missing(client: Any) -> None:
    upload_id = resumable_upload.start(client, BUCKET, KEY)
    for number in (1, 3):
        body = DATA[(number - 1) * 5 * MIB : number * 5 * MIB]
        client.upload_part(Bucket=BUCKET, Key=KEY, UploadId=upload_id, PartNumber=number, Body=body)
    assert run(client, upload_id) == 1
    assert client.get_object(Bucket=BUCKET, Key=KEY)["Body"].read() == DATA


def test_every_page_of_parts_is_read(client: Any) -> None:
    asked: list[dict[str, Any]] = []
    pages = [{"Parts": [{"PartNumber": n, "ETag": f"e{n}", "Size": 5 * MIB}]} for n in range(1, 4)]

    class Paginator:
        def paginate(self, **request: Any) -> list[dict[str, Any]]:
            asked.append(request)
            return pages

    client.get_paginator = lambda _: Paginator()
    assert set(resumable_upload.uploaded_parts(client, BUCKET, KEY, "id")) == {1, 2, 3}
    assert asked == [{"Bucket": BUCKET, "Key": KEY, "UploadId": "id"}]


def test_parts_of_another_size_are_not_mixed_in(client: Any) -> None:
    upload_id = resumable_upload.start(client, BUCKET, KEY)
    client.upload_part(
        Bucket=BUCKET, Key=KEY, UploadId=upload_id, PartNumber=1, Body=DATA[: 6 * MIB]
    )
    with pytest.raises(resumable_upload.ChangedError, match="part 1"):
        run(client, upload_id)


def test_the_second_of_two_uploads_does_not_replace_the_first(client: Any) -> None:
    first, second = (resumable_upload.start(client, BUCKET, KEY) for _ in range(2))
    run(client, first)
    with pytest.raises(ClientError, match="PreconditionFailed"):
        run(client, second, DATA[::-1])
    assert client.get_object(Bucket=BUCKET, Key=KEY)["Body"].read() == DATA


def test_every_part_carries_the_checksum_that_the_upload_named(client: Any) -> None:
    asked: dict[str, list[dict[str, Any]]] = {"CreateMultipartUpload": [], "UploadPart": []}
    for operation, requests in asked.items():
        client.meta.events.register(
            f"provide-client-params.s3.{operation}",
            lambda params, requests=requests, **_: requests.append(dict(params)),
        )
    run(client, resumable_upload.start(client, BUCKET, KEY))
    assert asked["CreateMultipartUpload"][0]["ChecksumType"] == "FULL_OBJECT"
    every = asked["CreateMultipartUpload"] + asked["UploadPart"]
    assert len(every) == 4
    assert {request["ChecksumAlgorithm"] for request in every} == {"CRC32"}
