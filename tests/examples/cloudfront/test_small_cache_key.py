from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from examples.cloudfront import small_cache_key

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def client() -> Any:
    return boto3.client("cloudfront")


def test_only_two_parameters_are_in_the_key(client: Any) -> None:
    sent: dict[str, Any] = {}
    client.meta.events.register(
        "provide-client-params.cloudfront.CreateCachePolicy",
        lambda params, **_: sent.update(params["CachePolicyConfig"]),
    )
    with Stubber(client) as stub:
        policy = {
            "Id": "p1",
            "LastModifiedTime": NOW,
            "CachePolicyConfig": {"Name": "products", "MinTTL": 0},
        }
        stub.add_response(
            "create_cache_policy", {"CachePolicy": policy}, {"CachePolicyConfig": ANY}
        )
        assert small_cache_key.create_product_key(client, "products") == "p1"
    key = sent["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["HeadersConfig"] == {"HeaderBehavior": "none"}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    names = key["QueryStringsConfig"]["QueryStrings"]
    assert names["Items"] == ["currency", "page"]
    assert names["Quantity"] == len(names["Items"])
    assert key["EnableAcceptEncodingGzip"]
    assert key["EnableAcceptEncodingBrotli"]
    # above zero, no-store of the origin would be overruled
    assert sent["MinTTL"] == 0
    assert sent["MinTTL"] <= sent["DefaultTTL"] <= sent["MaxTTL"]


def test_what_only_the_origin_reads_is_forwarded_apart(client: Any) -> None:
    expected = {
        "OriginRequestPolicyConfig": {
            "Name": "forward",
            "HeadersConfig": {
                "HeaderBehavior": "whitelist",
                "Headers": {
                    "Quantity": 2,
                    "Items": ["CloudFront-Viewer-Country", "X-Request-Id"],
                },
            },
            "CookiesConfig": {"CookieBehavior": "none"},
            "QueryStringsConfig": {"QueryStringBehavior": "none"},
        }
    }
    answer = {
        "OriginRequestPolicy": {
            "Id": "o1",
            "LastModifiedTime": NOW,
            **expected,
        }
    }
    with Stubber(client) as stub:
        stub.add_response("create_origin_request_policy", answer, expected)
        assert small_cache_key.create_forwarding(client, "forward") == "o1"
        stub.assert_no_pending_responses()
