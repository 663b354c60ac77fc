"""Moves an index to another embedding model, readers never mixed.

Vectors of two models share no space: a query vector of the new model
against an index of the old one gives answers that look like answers.
So model and index change together, in one pointer that readers follow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

Vector = dict[str, Any]


# --8<-- [start:copy]
def read_segment(
    s3vectors_client: Any, index_arn: str, segment: int, of: int
) -> Iterator[Vector]:
    """What one worker reads; at most 16 of them share an index."""
    pages = s3vectors_client.get_paginator("list_vectors").paginate(
        indexArn=index_arn,
        segmentCount=of,
        segmentIndex=segment,  # counts from zero
        returnMetadata=True,  # the text to embed anew
    )
    for page in pages:
        yield from page["vectors"]


def copy_segment(
    s3vectors_client: Any,
    old_arn: str,
    new_arn: str,
    embed: Callable[[str], list[float]],
    segment: int,
    of: int,
) -> int:
    copied = 0
    old = read_segment(s3vectors_client, old_arn, segment, of)
    while part := list(islice(old, 100)):  # of a GetVectors request
        # Skipped: what a dead worker did, which is paid, and what the
        # pipeline wrote meanwhile, which is newer than this copy.
        there = s3vectors_client.get_vectors(
            indexArn=new_arn, keys=[vector["key"] for vector in part]
        )["vectors"]
        done = {vector["key"] for vector in there}
        batch = [
            {
                "key": vector["key"],
                "data": {"float32": embed(vector["metadata"]["text"])},
                "metadata": vector["metadata"],
            }
            for vector in part
            if vector["key"] not in done
        ]
        if batch:
            s3vectors_client.put_vectors(
                indexArn=new_arn, vectors=batch
            )
        copied += len(batch)
    return copied


# --8<-- [end:copy]


# --8<-- [start:agree]
def overlap(old: list[str], new: list[str]) -> float:
    """How much of one answer is in the other; 1.0 is the same set.

    Not a grade: a better model answers differently. A value near zero
    means that something is broken, the query embedded with the wrong
    model most of all.
    """
    return len(set(old) & set(new)) / max(len(old), 1)


# --8<-- [end:agree]


# --8<-- [start:switch]
def switch(
    ssm_client: Any, pointer: str, index_arn: str, model: str
) -> None:
    ssm_client.put_parameter(
        Name=pointer,
        # One value, so that no reader ever sees a new index beside an
        # old model. Readers fetch it again every minute.
        Value=json.dumps({"index": index_arn, "model": model}),
        Type="String",
        Overwrite=True,
    )


def current(ssm_client: Any, pointer: str) -> tuple[str, str]:
    answer = ssm_client.get_parameter(Name=pointer)
    value = json.loads(answer["Parameter"]["Value"])
    return value["index"], value["model"]


# --8<-- [end:switch]
