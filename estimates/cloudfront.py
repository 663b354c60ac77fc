"""What a CloudFront distribution sends to its origin, and what it costs a month (US edges)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def hit_ratio(
    requests: Annotated[float, "requests/s for one object", Between(0.01, 1_000_000)] = 200,
    ttl: Annotated[float, "s", Between(0, 31_536_000)] = 60,
    variants: Annotated[float, "cache keys for the object", Between(1, 100_000)] = 6,
    locations: Annotated[float, "caches that ask upstream", Between(1, 600)] = 20,
) -> Annotated[float, "%"]:
    """The hit ratio of one object, from its TTL and the size of its key.

    Answer: {hits} of the requests are hits, and the origin answers {origin_requests} for this
    object.
    Chart: hits against ttl
    """
    copies: Annotated[float, "copies in caches"] = variants * locations
    requests_a_copy: Annotated[float, "requests/s for a copy"] = requests / copies
    hits_a_miss: Annotated[float, "hits after each miss"] = requests_a_copy * ttl
    origin_requests: Annotated[float, "requests/s"] = requests / (1 + hits_a_miss)
    hits: Annotated[float, "%"] = 100 * hits_a_miss / (1 + hits_a_miss)
    return hits


def origin_load(
    peak: Annotated[float, "requests/s", Between(1, 10_000_000)] = 60000,
    object_kb: Annotated[float, "KB", Between(0.1, 100_000)] = 60,
    hit_ratio: Annotated[float, "of the requests, at the edge", Between(0, 0.99)] = 0.92,
    shield_ratio: Annotated[float, "of the misses, at Origin Shield", Between(0, 0.99)] = 0.7,
    origin_capacity: Annotated[float, "requests/s", Between(1, 10_000_000)] = 2500,
) -> Annotated[float, "requests/s"]:
    """What reaches the origin at the peak.

    Answer: The origin sees {origin_requests} of the peak, {share_of_origin_capacity} of what it can
    do; one point less hit ratio adds {more_for_a_point}.
    Chart: misses, origin_requests against hit_ratio
    """
    misses: Annotated[float, "requests/s"] = peak * (1 - hit_ratio)
    origin_requests: Annotated[float, "requests/s"] = misses * (1 - shield_ratio)
    more_for_a_point: Annotated[float, "% more origin load"] = 100 * 0.01 / (1 - hit_ratio)
    viewer_gbps: Annotated[float, "Gbps"] = peak * object_kb * 8 / 1000000
    origin_gbps: Annotated[float, "Gbps"] = origin_requests * object_kb * 8 / 1000000
    share_of_origin_capacity: Annotated[float, "%"] = 100 * origin_requests / origin_capacity
    share_of_request_quota: Annotated[float, "%"] = 100 * peak / fact("cloudfront.request-rate")
    share_of_transfer_quota: Annotated[float, "%"] = (
        100 * viewer_gbps / fact("cloudfront.transfer-rate")
    )
    return origin_requests


def month(
    transfer_gb: Annotated[float, "GB to viewers", Between(0, 1_000_000)] = 2000,
    requests: Annotated[float, "million HTTPS requests", Between(0, 1_000_000)] = 40,
    hit_ratio: Annotated[float, "of the requests", Between(0, 1)] = 0.9,
    shield_share: Annotated[float, "of the misses cross to Origin Shield", Between(0, 1)] = 0,
    functions: Annotated[float, "million function calls", Between(0, 1_000_000)] = 40,
    paths: Annotated[float, "invalidation paths", Between(0, 1_000_000)] = 200,
) -> Annotated[float, "USD"]:
    """A month, pay as you go.

    Answer: {total}: transfer {transfer_bill}, requests {request_bill}, the rest functions, Origin
    Shield and invalidations.
    """
    free_gb: Annotated[float, "GB"] = 1024 * fact("cloudfront.free-transfer")
    first_10_tb: Annotated[float, "GB"] = max(0, min(transfer_gb, 10240) - free_gb)
    next_40_tb: Annotated[float, "GB"] = max(0, min(transfer_gb, 51200) - 10240)
    next_100_tb: Annotated[float, "GB"] = max(0, min(transfer_gb, 153600) - 51200)
    next_350_tb: Annotated[float, "GB"] = max(0, min(transfer_gb, 512000) - 153600)
    next_524_tb: Annotated[float, "GB"] = max(0, transfer_gb - 512000)
    transfer_bill: Annotated[float, "USD"] = (
        first_10_tb * price("cloudfront.transfer-10tb")
        + next_40_tb * price("cloudfront.transfer-50tb")
        + next_100_tb * price("cloudfront.transfer-150tb")
        + next_350_tb * price("cloudfront.transfer-500tb")
        + next_524_tb * price("cloudfront.transfer-1pb")
    )
    request_bill: Annotated[float, "USD"] = (
        max(0, requests - fact("cloudfront.free-requests"))
        * 100
        * price("cloudfront.https-requests")
    )
    shield_bill: Annotated[float, "USD"] = (
        requests * (1 - hit_ratio) * shield_share * 100 * price("cloudfront.shield-requests")
    )
    function_bill: Annotated[float, "USD"] = max(
        0, functions - fact("cloudfront.free-functions")
    ) * price("cloudfront.functions")
    invalidation_bill: Annotated[float, "USD"] = max(
        0, paths - fact("cloudfront.free-paths")
    ) * price("cloudfront.invalidation-path")
    total: Annotated[float, "USD a month"] = (
        transfer_bill + request_bill + shield_bill + function_bill + invalidation_bill
    )
    return total


def plan_or_pay(
    transfer_gb: Annotated[float, "GB to viewers", Between(0, 51_200)] = 20000,
    requests: Annotated[float, "million HTTPS requests", Between(0, 500)] = 90,
) -> Annotated[float, "USD"]:
    """A flat-rate plan against pay as you go, a month.

    Answer: The smallest paid plan that holds it costs {plan}, pay as you go {pay_as_you_go} before
    WAF, DNS and logs.
    Chart: plan, pay_as_you_go against transfer_gb
    """
    first_10_tb: Annotated[float, "GB"] = max(
        0, min(transfer_gb, 10240) - 1024 * fact("cloudfront.free-transfer")
    )
    next_40_tb: Annotated[float, "GB"] = max(0, transfer_gb - 10240)
    pay_as_you_go: Annotated[float, "USD a month"] = (
        first_10_tb * price("cloudfront.transfer-10tb")
        + next_40_tb * price("cloudfront.transfer-50tb")
        + max(0, requests - fact("cloudfront.free-requests"))
        * 100
        * price("cloudfront.https-requests")
    )
    fits_pro: Annotated[float, "1 if Pro holds the requests"] = (
        1 if requests <= fact("cloudfront.plan-pro-requests") else 0
    )
    plan_above_pro: Annotated[float, "USD a month"] = (
        price("cloudfront.plan-business")
        if requests <= fact("cloudfront.plan-business-requests")
        else price("cloudfront.plan-premium")
    )
    plan: Annotated[float, "USD a month"] = (
        price("cloudfront.plan-pro") if fits_pro >= 1 else plan_above_pro
    )
    saving: Annotated[float, "USD a month"] = pay_as_you_go - plan
    share_of_plan_transfer: Annotated[float, "%"] = (
        100 * transfer_gb / (1024 * fact("cloudfront.plan-transfer"))
    )
    return saving


def release(
    deploys: Annotated[float, "deploys a month", Between(0, 10_000)] = 300,
    changed: Annotated[float, "files changed by a deploy", Between(0, 10_000)] = 40,
    objects: Annotated[float, "objects in the cache", Between(1, 10_000_000)] = 5000,
    locations: Annotated[float, "caches that ask upstream", Between(1, 600)] = 20,
) -> Annotated[float, "USD"]:
    """Invalidating each changed file, everything, or only the entry page.

    Answer: By file {by_file_bill}, by wildcard {wildcard_bill} and up to {refetches} that the
    origin answers again; with versioned names one path a deploy and none of that.
    """
    by_file_bill: Annotated[float, "USD a month"] = max(
        0, ceil(deploys * changed) - fact("cloudfront.free-paths")
    ) * price("cloudfront.invalidation-path")
    wildcard_bill: Annotated[float, "USD a month"] = max(
        0, ceil(deploys) - fact("cloudfront.free-paths")
    ) * price("cloudfront.invalidation-path")
    refetches: Annotated[float, "requests a month"] = deploys * objects * locations
    return by_file_bill
