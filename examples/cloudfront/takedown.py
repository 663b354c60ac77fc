"""Removes everything that shows one thing, whatever its address.

Needs a distribution with a cache tag header, and an origin that sends
it. Lock the origin first: a purge while it still serves the content
only caches it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


# --8<-- [start:tags]
def cache_tags(takedown: str, others: Sequence[str]) -> str:
    """The value of the origin's tag header for one response."""
    # CloudFront keeps the first 50 and drops the rest in silence: what
    # must be removable by law comes before what is merely handy.
    # Sorted, so that the order does not depend on the caller.
    return ",".join([takedown, *sorted(set(others) - {takedown})][:50])


def take_down(
    cloudfront_client: Any, distribution: str, case: str, tag: str
) -> str:
    created = cloudfront_client.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "CallerReference": f"takedown-{case}",
            # A tag is told from a path by this sign.
            "Paths": {"Quantity": 1, "Items": [f"#{tag}"]},
        },
    )
    return str(created["Invalidation"]["Id"])


# --8<-- [end:tags]
