"""Words and meaning in one ranking.

Vector search alone misses what has no meaning to a model: part
numbers, error codes, surnames. The index fuses both rankings itself
where both sides live in it. Where the words live elsewhere, the same
arithmetic is ten lines, and it needs ranks only: a BM25 score and a
distance have no common scale, so adding them is adding apples to
kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


# --8<-- [start:native]
def search(
    s3vectors_client: Any,
    index_arn: str,
    text: str,
    vector: list[float],
    tenant: str,
    count: int = 10,
) -> list[tuple[str, float]]:
    answer = s3vectors_client.query_vectors(
        indexArn=index_arn,
        queryVector={"float32": vector},
        # Both given: a hybrid search. The key must be configured as
        # searchable, and the index be in ENHANCED mode.
        queryTexts=[{"text": text[:1024], "metadataKey": "text"}],
        filter={"tenant": tenant},
        topK=count,
        returnScores=True,
    )
    # In order of the fused score: higher is better, unlike a distance.
    return [
        (match["key"], match["scores"]["fused"])
        for match in answer["vectors"]
    ]


# --8<-- [end:native]


# --8<-- [start:fuse]
def fuse(
    rankings: Iterable[Sequence[str]], count: int, k: int = 60
) -> list[str]:
    """Reciprocal rank fusion: best first in, best first out."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            # k flattens the top: to be second in both rankings beats
            # being first in one and absent from the other.
            scores[key] = scores.get(key, 0.0) + 1 / (k + rank)
    # Ties by key, so that two pages of one search agree.
    return sorted(scores, key=lambda key: (-scores[key], key))[:count]


# --8<-- [end:fuse]
