from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.stub import Stubber

from examples.cloudfront import release_site

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PAGES = {"index.html": b"<script src=app>", "about.html": b"about"}


def test_the_name_changes_exactly_with_the_content() -> None:
    name = release_site.versioned("assets/app.js", b"one")
    assert name == release_site.versioned("assets/app.js", b"one")
    assert name != release_site.versioned("assets/app.js", b"two")
    assert name.startswith("assets/app.")
    assert name.endswith(".js")


def test_assets_are_there_before_the_pages_that_name_them(aws: boto3.Session) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="site")
    order: list[str] = []
    s3.meta.events.register(
        "provide-client-params.s3.PutObject", lambda params, **_: order.append(params["Key"])
    )
    asset = release_site.versioned("assets/app.js", b"one")
    release_site.upload(s3, "site", {asset: b"one"}, PAGES)
    assert order == [asset, *PAGES]


def test_only_what_never_changes_is_cached_for_long(aws: boto3.Session) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="site")
    release_site.upload(s3, "site", {"assets/app.1.js": b"one"}, PAGES)
    asset = s3.get_object(Bucket="site", Key="assets/app.1.js")["CacheControl"]
    page = s3.get_object(Bucket="site", Key="index.html")["CacheControl"]
    assert "immutable" in asset
    assert "max-age=31536000" in asset
    # a browser must ask again: no invalidation reaches it
    assert "max-age=0" in page


def test_a_retry_sends_the_same_reference_and_the_same_paths() -> None:
    client = boto3.client("cloudfront")
    batch = {
        "CallerReference": "release-42",
        "Paths": {"Quantity": 2, "Items": ["/about.html", "/index.html"]},
    }
    invalidation: dict[str, Any] = {
        "Id": "I1",
        "Status": "InProgress",
        "CreateTime": NOW,
        "InvalidationBatch": batch,
    }
    with Stubber(client) as stub:
        for pages in (PAGES, dict(reversed(PAGES.items()))):
            stub.add_response(
                "create_invalidation",
                {"Invalidation": invalidation},
                {"DistributionId": "E1", "InvalidationBatch": batch},
            )
            assert release_site.invalidate_pages(client, "E1", "42", pages) == "I1"
        stub.assert_no_pending_responses()
