"""Asks with a prompt whose unchanging part Bedrock caches.

A cache point caches everything before it, and only an identical prefix
is found again. So what never changes comes first, what changes with
each user comes after the cache point.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Message = dict[str, Any]


# --8<-- [start:ask]
def ask(
    bedrock_runtime_client: Any,
    model: str,
    handbook: str,
    customer: str,
    messages: list[Message],
) -> dict[str, Any]:
    response: dict[str, Any] = bedrock_runtime_client.converse(
        modelId=model,
        system=[
            {"text": handbook},  # the same bytes for every customer
            {"cachePoint": {"type": "default", "ttl": "1h"}},
            # A name or a date before the cache point would give every
            # customer a cache of his own, each paid as a write.
            {"text": f"You are talking to {customer}."},
        ],
        messages=messages,
        # Quota is reserved with this number; unset means the maximum.
        inferenceConfig={"maxTokens": 400},
        requestMetadata={"feature": "support-chat"},
    )
    return response


# --8<-- [end:ask]


# --8<-- [start:hits]
def hit_share(usage: Mapping[str, int]) -> float:
    """The part of the prompt that came from the cache.

    Zero for days means a prefix that is too short or not the same
    bytes: both are ignored without an error, so alarm on this.
    """
    read = usage.get("cacheReadInputTokens", 0)
    written = usage.get("cacheWriteInputTokens", 0)
    prompt = usage["inputTokens"] + read + written
    return read / prompt if prompt else 0.0


# --8<-- [end:hits]
