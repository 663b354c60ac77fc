"""Uploads a large file in parts, from where an earlier run broke off.

The state is in S3: an upload that is not completed keeps its parts, and
ListParts says which. Without that a lost connection in the last part
costs the whole file again. The file must not change in between: a part
is told by its number and size.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from examples.s3.multipart_sizing import part_size, ranges


class ChangedError(Exception):
    """The parts in S3 were cut in another size."""


# --8<-- [start:parts]
def uploaded_parts(
    client: Any, bucket: str, key: str, upload_id: str
) -> dict[int, dict[str, Any]]:
    pages = client.get_paginator("list_parts").paginate(
        Bucket=bucket, Key=key, UploadId=upload_id
    )  # a page holds a tenth of what an upload may have
    return {
        part["PartNumber"]: part
        for page in pages
        for part in page.get("Parts", [])
    }


# --8<-- [end:parts]


# --8<-- [start:start]
def start(client: Any, bucket: str, key: str) -> str:
    """Keep the id where the next run finds it, beside the file."""
    answer = client.create_multipart_upload(
        Bucket=bucket,
        Key=key,
        # One checksum of the whole object, comparable with any copy of
        # it, however it was cut. The ETag is not. CRC-64/NVME would do
        # as well, but needs the SDK's native library.
        ChecksumAlgorithm="CRC32",
        ChecksumType="FULL_OBJECT",
    )
    return str(answer["UploadId"])


# --8<-- [end:start]


# --8<-- [start:resume]
def resume(
    client: Any,
    bucket: str,
    key: str,
    upload_id: str,
    file: BinaryIO,
    size: int,
) -> int:
    """Sends what is missing, completes, returns the parts sent.

    If the last answer got lost, the next run meets NoSuchUpload or its
    own object (412): compare checksum and size before starting again.
    """
    there = uploaded_parts(client, bucket, key, upload_id)
    parts, sent = [], 0
    for number, first, length in ranges(size, part_size(size)):
        part = there.get(number)
        if part is None:
            file.seek(first)
            part = client.upload_part(
                Bucket=bucket,
                Key=key,
                UploadId=upload_id,
                PartNumber=number,
                Body=file.read(length),
                ChecksumAlgorithm="CRC32",  # the one that start() named
            )
            sent += 1
        elif part["Size"] != length:
            raise ChangedError(f"part {number}")
        parts.append({"PartNumber": number, "ETag": part["ETag"]})
    client.complete_multipart_upload(
        Bucket=bucket,
        Key=key,
        UploadId=upload_id,
        MultipartUpload={"Parts": parts},
        IfNoneMatch="*",  # two runs must not both win
    )
    return sent


# --8<-- [end:resume]
