"""Keys the cache by what changes the bytes, and forwards the rest.

Whatever is in the key multiplies the copies of an object and divides
its hit ratio. What the origin only wants to know goes into an origin
request policy, which does not split the cache.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:key]
def create_product_key(cloudfront_client: Any, name: str) -> str:
    """Returns the id of a cache policy for product pages."""
    created = cloudfront_client.create_cache_policy(
        CachePolicyConfig={
            "Name": name,
            # Zero, or a no-store of the origin would not be obeyed.
            "MinTTL": 0,
            "DefaultTTL": 60,
            "MaxTTL": 86400,
            "ParametersInCacheKeyAndForwardedToOrigin": {
                # One normalised Accept-Encoding instead of hundreds.
                "EnableAcceptEncodingGzip": True,
                "EnableAcceptEncodingBrotli": True,
                "HeadersConfig": {"HeaderBehavior": "none"},
                "CookiesConfig": {"CookieBehavior": "none"},
                # Not "all": each ?utm_source= would be a miss.
                "QueryStringsConfig": {
                    "QueryStringBehavior": "whitelist",
                    "QueryStrings": {
                        "Quantity": 2,
                        "Items": ["currency", "page"],
                    },
                },
            },
        }
    )
    return str(created["CachePolicy"]["Id"])


# --8<-- [end:key]


# --8<-- [start:forward]
def create_forwarding(cloudfront_client: Any, name: str) -> str:
    """Returns the id of a policy for what only the origin reads."""
    headers = ["CloudFront-Viewer-Country", "X-Request-Id"]
    created = cloudfront_client.create_origin_request_policy(
        OriginRequestPolicyConfig={
            "Name": name,
            # For logs and fraud checks. If a page ever depends on the
            # country, the country has to move into the key.
            "HeadersConfig": {
                "HeaderBehavior": "whitelist",
                "Headers": {"Quantity": len(headers), "Items": headers},
            },
            "CookiesConfig": {"CookieBehavior": "none"},
            "QueryStringsConfig": {"QueryStringBehavior": "none"},
        }
    )
    return str(created["OriginRequestPolicy"]["Id"])


# --8<-- [end:forward]
