"""Releases a site so that no viewer sees half of it.

Files with a hash in their name never change, so they are cached for a
year and never invalidated. Only the pages that name them are, after
everything that they name is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

FOREVER = "public, max-age=31536000, immutable"
# Browsers ask each time; CloudFront keeps it until told otherwise.
ENTRY = "public, max-age=0, s-maxage=86400"


# --8<-- [start:names]
def versioned(path: str, content: bytes) -> str:
    """assets/app.js becomes assets/app.3f7a0c21e9b4.js."""
    name = PurePosixPath(path)
    digest = sha256(content).hexdigest()[:12]
    return str(name.with_name(f"{name.stem}.{digest}{name.suffix}"))


def upload(
    s3_client: Any,
    bucket: str,
    assets: Mapping[str, bytes],
    pages: Mapping[str, bytes],
) -> None:
    # Assets first: a page that is out names files that exist. Old ones
    # stay, for viewers who still hold yesterday's page.
    for cache, files in ((FOREVER, assets), (ENTRY, pages)):
        for key, body in files.items():
            s3_client.put_object(
                Bucket=bucket, Key=key, Body=body, CacheControl=cache
            )


# --8<-- [end:names]


# --8<-- [start:invalidate]
def invalidate_pages(
    cloudfront_client: Any,
    distribution: str,
    release: str,
    pages: Mapping[str, bytes],
) -> str:
    """Safe to repeat: the same release is invalidated once."""
    paths = sorted(f"/{page}" for page in pages)
    created = cloudfront_client.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            # A time stamp here would pay for each retry and run a
            # second invalidation. Sorted paths, because the same
            # reference with another list is an error.
            "CallerReference": f"release-{release}",
            "Paths": {"Quantity": len(paths), "Items": paths},
        },
    )
    return str(created["Invalidation"]["Id"])


# --8<-- [end:invalidate]
