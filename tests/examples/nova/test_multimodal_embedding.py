from __future__ import annotations

import base64
import json
from io import BytesIO
from typing import Any

import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from examples.nova import multimodal_embedding as example


def answer(dimension: int) -> dict[str, Any]:
    entry = {"embeddingType": "TEXT", "embedding": [0.5] * dimension}
    body = json.dumps({"embeddings": [entry]}).encode()
    return {"body": StreamingBody(BytesIO(body), len(body)), "contentType": "application/json"}


def test_sends_the_request_as_documented(runtime: Any, stub: Stubber) -> None:
    body = {
        "taskType": "SINGLE_EMBEDDING",
        "singleEmbeddingParams": {
            "embeddingPurpose": "GENERIC_RETRIEVAL",
            "embeddingDimension": 1024,
            "text": {"truncationMode": "NONE", "value": "a red bicycle"},
        },
    }
    expected = {
        "modelId": "amazon.nova-2-multimodal-embeddings-v1:0",
        "body": json.dumps(body),
    }
    stub.add_response("invoke_model", answer(1024), expected)
    vector = example.embed(runtime, "GENERIC_RETRIEVAL", example.text("a red bicycle"))
    assert vector == [0.5] * 1024


def test_a_vector_of_another_length_is_refused(runtime: Any, stub: Stubber) -> None:
    stub.add_response("invoke_model", answer(384))
    with pytest.raises(ValueError, match="384 dimensions"):
        example.embed(runtime, "GENERIC_INDEX", example.text("a red bicycle"))


def test_a_scan_is_read_in_detail() -> None:
    scan = example.picture(b"png", scan=True)["image"]
    assert scan["detailLevel"] == "DOCUMENT_IMAGE"
    assert base64.b64decode(scan["source"]["bytes"]) == b"png"
    assert example.picture(b"png", scan=False)["image"]["detailLevel"] == "STANDARD_IMAGE"
