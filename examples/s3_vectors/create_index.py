"""A vector bucket and an index, made once and checked ever after.

Nothing about an index can be changed later. A deployment that takes
"it exists" for "it is right" finds out when every write is refused,
or, with the wrong metric, never: the answers are just worse.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

Settings = dict[str, Any]


# --8<-- [start:create]
def create(s3vectors_client: Any, bucket: str, index: str) -> None:
    exists = s3vectors_client.exceptions.ConflictException
    with suppress(exists):
        s3vectors_client.create_vector_bucket(vectorBucketName=bucket)
    with suppress(exists):
        s3vectors_client.create_index(
            vectorBucketName=bucket,
            indexName=index,
            dataType="float32",
            dimension=1024,  # of the embedding model, and of no other
            distanceMetric="cosine",
            metadataConfiguration={
                # Everything else is filterable, is read by each query
                # and counts against the small limit. So the text goes
                # here, on the first day or never.
                "nonFilterableMetadataKeys": ["text"],
                # Words are searched in it all the same.
                "textSearchConfigurations": [
                    {"metadataKey": "text", "language": "en"}
                ],
            },
        )


# --8<-- [end:create]


# --8<-- [start:verify]
def differences(
    s3vectors_client: Any, bucket: str, index: str, wanted: Settings
) -> Settings:
    """What the index has that was not wanted; empty if all is well."""
    found = s3vectors_client.get_index(
        vectorBucketName=bucket, indexName=index
    )["index"]
    # The mode comes from the bucket: CreateIndex takes none.
    return {
        name: found.get(name)
        for name, value in wanted.items()
        if found.get(name) != value
    }


# --8<-- [end:verify]
