"""A vector index on a table, and a search in it for one tenant's notes.

Without the partition key in the search schema every tenant searches one
index together. Who sorts COSINE scores as similarities, highest first,
shows the worst matches on top: they are distances.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Item = dict[str, Any]

# --8<-- [start:index]
# Fixed for the index, and the same for every index on an attribute:
# another model needs a new attribute and a new index.
DIMENSIONS = 1024


def create_table(client: Any, name: str) -> None:
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",  # a vector index needs this mode
        KeySchema=[{"AttributeName": "note_id", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": "note_id", "AttributeType": "S"},
            # Declared since the search schema names it. Not the vector.
            {"AttributeName": "tenant", "AttributeType": "S"},
        ],
        VectorIndexes=[
            {
                "IndexName": "notes-by-meaning",
                "VectorAttribute": {"AttributeName": "embedding"},
                "Dimensions": DIMENSIONS,
                "DistanceFunction": "COSINE",
                "SearchSchema": [
                    {
                        "AttributeName": "tenant",
                        "SearchSchemaElementType": "HASH",
                    }
                ],
                # A search can return only what is projected here.
                "Projection": {
                    "ProjectionType": "INCLUDE",
                    "NonKeyAttributes": ["title"],
                },
            }
        ],
    )


# --8<-- [end:index]


# --8<-- [start:write]
def numbers(vector: Iterable[float]) -> list[Item]:
    # The index keeps 32-bit floats. Nine digits name each of them
    # exactly; the rest of a Python float only makes the item larger.
    return [{"N": format(x, ".9g")} for x in vector]


def put_note(
    client: Any,
    table: str,
    tenant: str,
    note: str,
    title: str,
    vector: list[float],
) -> None:
    client.put_item(
        TableName=table,
        Item={
            "note_id": {"S": f"{tenant}#{note}"},
            "tenant": {"S": tenant},
            "title": {"S": title},
            "embedding": {"L": numbers(vector)},
        },
    )


# --8<-- [end:write]


# --8<-- [start:search]
def is_searchable(client: Any, table: str) -> bool:
    answer = client.describe_table(TableName=table)
    return all(
        # While it backfills, a search may find only a part.
        index["IndexStatus"] == "ACTIVE"
        and not index.get("Backfilling")
        for index in answer["Table"]["VectorIndexes"]
    )


def nearest(
    client: Any,
    table: str,
    tenant: str,
    vector: list[float],
    count: int,
    farthest: float,
) -> list[str]:
    answer = client.search_vectors(
        TableName=table,
        IndexName="notes-by-meaning",
        SearchVector=numbers(vector),  # a bare list: not {"L": ...}
        TopK=count,  # no pages: whoever wants more asks for more
        ProjectionExpression="title",
        # Required for a HASH attribute, and only "=" is allowed.
        SearchConditionExpression="tenant = :tenant",
        ExpressionAttributeValues={":tenant": {"S": tenant}},
    )
    # There are always nearest notes, however far off. COSINE scores are
    # distances, so a bound is needed, and it is an upper one.
    return [
        result["Item"]["title"]["S"]
        for result in answer["SearchResults"]
        if result["Score"] <= farthest
    ]


# --8<-- [end:search]
