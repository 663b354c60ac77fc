"""A filter with more values than one query may have.

"Any of the 250 folders that this user may see" is refused by an
ENHANCED index as a whole. Split, it is several queries, and their
results merge by distance, since all searched with the same vector.
"""

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Match = dict[str, Any]


# --8<-- [start:split]
MOST_VALUES = 100  # each value of an $in counts as one constraint


def nearest_in(
    s3vectors_client: Any,
    index_arn: str,
    vector: list[float],
    folders: list[str],
    count: int,
) -> list[Match]:
    def ask(some: list[str]) -> list[Match]:
        answer = s3vectors_client.query_vectors(
            indexArn=index_arn,
            queryVector={"float32": vector},
            topK=count,  # each part may hold all of the nearest
            filter={"folder": {"$in": some}},
            returnDistance=True,
        )
        matches: list[Match] = answer["vectors"]
        return matches

    parts = [
        folders[start : start + MOST_VALUES]
        for start in range(0, len(folders), MOST_VALUES)
    ]
    if not parts:
        return []  # sees nothing: an absent filter would see it all
    with ThreadPoolExecutor(len(parts)) as pool:
        found = list(pool.map(ask, parts))
    # A list may match in two parts: keep a key once, at its distance.
    once = {match["key"]: match for part in found for match in part}
    return heapq.nsmallest(
        count, once.values(), key=lambda match: float(match["distance"])
    )


# --8<-- [end:split]
