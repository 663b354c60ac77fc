"""Embeds text and pictures into one space with Nova.

What is stored and what is asked are embedded for different purposes.
The dimension is part of every stored vector: it and the model belong
into the name of the index, since vectors of two models do not compare.
"""

from __future__ import annotations

import base64
import json
from typing import Any, Literal

MODEL = "amazon.nova-2-multimodal-embeddings-v1:0"
DIMENSION = 1024
Purpose = Literal["GENERIC_INDEX", "GENERIC_RETRIEVAL"]


# --8<-- [start:embed]
def embed(
    bedrock_runtime_client: Any,
    purpose: Purpose,
    content: dict[str, Any],
) -> list[float]:
    response = bedrock_runtime_client.invoke_model(
        modelId=MODEL,
        body=json.dumps(
            {
                "taskType": "SINGLE_EMBEDDING",
                "singleEmbeddingParams": {
                    "embeddingPurpose": purpose,
                    "embeddingDimension": DIMENSION,
                    **content,
                },
            }
        ),
    )
    answer = json.loads(response["body"].read())
    vector: list[float] = answer["embeddings"][0]["embedding"]
    if len(vector) != DIMENSION:  # an index would refuse it, later
        raise ValueError(f"{len(vector)} dimensions")
    return vector


# --8<-- [end:embed]


# --8<-- [start:contents]
def text(value: str) -> dict[str, Any]:
    # NONE refuses what is too long. END would cut it in silence, and
    # the end of a document would never be found.
    return {"text": {"truncationMode": "NONE", "value": value}}


def picture(png: bytes, scan: bool) -> dict[str, Any]:
    # A scanned page needs the detail, and costs ten times a photograph.
    detail = "DOCUMENT_IMAGE" if scan else "STANDARD_IMAGE"
    source = {"bytes": base64.b64encode(png).decode()}
    return {
        "image": {
            "detailLevel": detail,
            "format": "png",
            "source": source,
        }
    }


# --8<-- [end:contents]
