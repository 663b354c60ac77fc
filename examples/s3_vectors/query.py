"""The nearest vectors of one tenant, no farther than is useful.

A query always finds neighbours, however far off: without a bound the
model is handed nonsense with confidence. Who sorts by "score, highest
first" shows the worst on top, for what comes back is a distance.
"""

from __future__ import annotations

from typing import Any

Match = dict[str, Any]


# --8<-- [start:nearest]
def nearest(
    s3vectors_client: Any,
    index_arn: str,
    vector: list[float],
    tenant: str,
    since: int,
    farthest: float,
    count: int = 10,
) -> list[Match]:
    answer = s3vectors_client.query_vectors(
        indexArn=index_arn,
        queryVector={"float32": vector},
        topK=count,
        filter={
            "$and": [
                {"tenant": tenant},  # the short form of $eq
                {"published": {"$gte": since}},  # numbers only
            ]
        },
        returnDistance=True,
        # Also needs s3vectors:GetVectors, as the filter does.
        returnMetadata=True,
    )
    return [
        match
        for match in answer["vectors"]
        if match["distance"] <= farthest
    ]


# --8<-- [end:nearest]


# --8<-- [start:many]
def candidates(
    s3vectors_client: Any,
    index_arn: str,
    vector: list[float],
    count: int,
) -> list[str]:
    """Keys for a re-ranker, over as many pages as it takes."""
    pages = s3vectors_client.get_paginator("query_vectors").paginate(
        indexArn=index_arn,
        queryVector={"float32": vector},
        topK=count,  # the whole answer, not a page
    )
    return [match["key"] for page in pages for match in page["vectors"]]


# --8<-- [end:many]
