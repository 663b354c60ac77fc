"""Chunks in, vectors out, and running it twice costs almost nothing.

With a random key each replay of the queue adds the whole document
again, and search results fill with twins. With the content's hash as
the key a replay finds its own work, and an edit embeds one chunk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

MODEL = "amazon.titan-embed-text-v2:0"
DIMENSIONS = 1024


# --8<-- [start:key]
def key(tenant: str, document: str, chunk: str) -> str:
    """The same for the same text, whoever computes it and when.

    Not `hash`, which differs between processes. Model and dimensions
    are not in it: they are the index's, and another model gets another
    index. Tenant and document are: without the first, two customers
    with a file of the same name would share, and delete, one vector.
    """
    digest = hashlib.sha256(chunk.encode()).hexdigest()
    return f"{tenant}/{document}#{digest[:32]}"


# --8<-- [end:key]


# --8<-- [start:embed]
def embed(bedrock_runtime_client: Any, text: str) -> list[float]:
    answer = bedrock_runtime_client.invoke_model(
        modelId=MODEL,
        body=json.dumps(
            {
                "inputText": text,
                "dimensions": DIMENSIONS,
                "normalize": True,
            }
        ),
    )
    # A stream, not a string; read once.
    vector: list[float] = json.loads(answer["body"].read())["embedding"]
    return vector


# --8<-- [end:embed]


# --8<-- [start:ingest]
def ingest(
    s3vectors_client: Any,
    bedrock_runtime_client: Any,
    index_arn: str,
    document: str,
    tenant: str,
    chunks: Iterable[str],
    before: Iterable[str] = (),
    *,
    keep: Callable[[set[str]], object],
) -> set[str]:
    """Returns the document's keys; pass those kept as `before`.

    The index cannot list the keys of a document, nor delete by filter.
    Whoever does not keep them can never take a document back, so they
    are kept before the first write: a crash leaves too many, not too
    few. Other metadata than tenant and text is not compared here; if
    it may change, put the vector again.
    """
    wanted = {key(tenant, document, chunk): chunk for chunk in chunks}
    keep(set(before) | set(wanted))
    there = _present(s3vectors_client, index_arn, list(wanted))
    vectors = [
        {
            "key": one,
            "data": {"float32": embed(bedrock_runtime_client, text)},
            "metadata": {"tenant": tenant, "text": text},
        }
        for one, text in wanted.items()
        if one not in there  # the model is paid for new text only
    ]
    for part in _in_parts(vectors, 500):
        s3vectors_client.put_vectors(indexArn=index_arn, vectors=part)
    # New ones first, then the old: a reader in between sees too much,
    # never a hole.
    for part in _in_parts(sorted(set(before) - set(wanted)), 500):
        s3vectors_client.delete_vectors(indexArn=index_arn, keys=part)
    keep(set(wanted))
    return set(wanted)


# --8<-- [end:ingest]


# --8<-- [start:present]
def _present(
    s3vectors_client: Any, index_arn: str, keys: list[str]
) -> set[str]:
    found: set[str] = set()
    for part in _in_parts(keys, 100):  # of a GetVectors request
        answer = s3vectors_client.get_vectors(
            indexArn=index_arn, keys=part
        )
        # An absent key is left out of the answer, without an error.
        found.update(vector["key"] for vector in answer["vectors"])
    return found


def _in_parts(items: list[Any], size: int) -> Iterable[list[Any]]:
    return [
        items[start : start + size]
        for start in range(0, len(items), size)
    ]


# --8<-- [end:present]
