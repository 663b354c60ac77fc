"""Writes documents in bulk, and reads the answer.

A bulk request that failed in part still answers 200. Each item has its
own status: some come again later, some never will, and one that was
there already is done. The id comes from the event, so that sending a
batch twice to the same index writes it once. Behind an alias that has
rolled over in between it is another index, and writes it twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]


# --8<-- [start:bodies]
def bodies(
    index: str, documents: Iterable[Document], limit: int
) -> Iterator[tuple[str, list[Document]]]:
    """Request bodies of at most `limit` bytes, with what is in them."""
    lines: list[str] = []
    inside: list[Document] = []
    size = 0
    for document in documents:
        # `create` refuses an id that exists; `index` would overwrite.
        action = {"create": {"_index": index, "_id": document["id"]}}
        pair = f"{json.dumps(action)}\n{json.dumps(document)}\n"
        more = len(pair.encode())
        if lines and size + more > limit:
            yield "".join(lines), inside
            lines, inside, size = [], [], 0
        lines.append(pair)
        inside.append(document)
        size += more
    if lines:
        yield "".join(lines), inside


# --8<-- [end:bodies]


@dataclass
class Outcome:
    """What became of the documents of one request."""

    written: int = 0
    again: list[Document] = field(default_factory=list)
    rejected: list[tuple[Document, str]] = field(default_factory=list)


# --8<-- [start:sort]
def sort_out(answer: Document, sent: list[Document]) -> Outcome:
    """Items answer in the order in which they were sent."""
    outcome = Outcome()
    for item, document in zip(answer["items"], sent, strict=True):
        result = item["create"]
        status = result["status"]
        if status < 300 or status == 409:
            outcome.written += 1  # 409: an earlier attempt wrote it
        elif status == 429 or status >= 500:
            outcome.again.append(document)  # the node is busy or gone
        else:
            # A mapping conflict. It fails for ever: put it aside, or
            # one bad document blocks the pipeline behind it.
            reason = result.get("error", {}).get("reason", "")
            outcome.rejected.append((document, reason))
    return outcome


# --8<-- [end:sort]
