"""What an API behind API Gateway needs, and what it costs a month (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def front_door(
    average_requests: Annotated[float, "requests/s", Between(0, 1_000_000)] = 900,
    peak_factor: Annotated[float, "times the average", Between(1, 100)] = 5,
    other_apis: Annotated[float, "requests/s of the same account", Between(0, 1_000_000)] = 2500,
    backend_seconds: Annotated[float, "s for an answer", Between(0.001, 29)] = 0.15,
    backend_slots: Annotated[float, "requests at a time", Between(1, 1_000_000)] = 600,
    attempts: Annotated[float, "attempts of a client", Between(1, 10)] = 3,
) -> Annotated[float, "requests/s"]:
    """What to let through, what to refuse, and what refusing does.

    Answer: Let {stage_rate} through; at the peak that refuses {refused}, and clients
    that repeat ask {with_retries} in all.
    Chart: stage_rate, with_retries against average_requests
    """
    peak: Annotated[float, "requests/s"] = average_requests * peak_factor
    share_of_account_quota: Annotated[float, "%"] = (
        100 * (peak + other_apis) / fact("api-gateway.account-rate")
    )
    backend_limit: Annotated[float, "requests/s"] = backend_slots / backend_seconds
    stage_rate: Annotated[float, "requests/s"] = min(peak, backend_limit)
    refused: Annotated[float, "requests/s"] = peak - stage_rate
    with_retries: Annotated[float, "requests/s"] = peak + refused * (attempts - 1)
    waiting_without_limit: Annotated[float, "requests in the backend when all time out"] = (
        peak * fact("api-gateway.rest-timeout")
    )
    return stage_rate


def websocket(
    connections: Annotated[float, "connections", Between(1, 10_000_000)] = 100000,
    pushes_a_minute: Annotated[float, "messages to each, a minute", Between(0, 6000)] = 2,
    message_kb: Annotated[float, "KB", Between(0.1, 128)] = 4,
    hours_a_day: Annotated[float, "h connected", Between(0.1, 24)] = 24,
) -> Annotated[float, "s"]:
    """Pushing to many clients: requests, reconnects and money.

    Answer: {minute_bill} for minutes and {message_bill} for messages; after an outage it takes
    {all_reconnect} until everybody is back.
    Chart: minute_bill against connections
    """
    pushes: Annotated[float, "pushes/s"] = connections * pushes_a_minute / 60
    share_of_account_quota: Annotated[float, "%"] = 100 * pushes / fact("api-gateway.account-rate")
    steady_reconnects: Annotated[float, "new connections/s"] = connections / (
        fact("api-gateway.websocket-duration") * 3600
    )
    share_of_connect_quota: Annotated[float, "%"] = (
        100 * steady_reconnects / fact("api-gateway.websocket-new-connections")
    )
    minutes: Annotated[float, "million connection minutes a month"] = (
        connections * hours_a_day * 60 * 365 / 12 / 1000000
    )
    metered: Annotated[float, "million messages a month"] = (
        minutes * pushes_a_minute * ceil(message_kb / fact("api-gateway.websocket-meter"))
    )
    minute_bill: Annotated[float, "USD a month"] = minutes * price("api-gateway.websocket-minute")
    message_bill: Annotated[float, "USD a month"] = metered * price(
        "api-gateway.websocket-message-price"
    )
    all_reconnect: Annotated[float, "s until everybody is back"] = connections / fact(
        "api-gateway.websocket-new-connections"
    )
    return all_reconnect


def month(
    requests: Annotated[float, "million requests a month", Between(0, 20_000)] = 100,
    request_kb: Annotated[float, "KB up, or down if larger", Between(0, 10_000)] = 8,
    response_kb: Annotated[float, "KB", Between(0, 10_000)] = 8,
    caches: Annotated[float, "caches of 1.6 GB", Between(0, 10)] = 0,
    web_acl_rules: Annotated[float, "WAF rules, 0 for no web ACL", Between(0, 100)] = 0,
) -> Annotated[float, "USD"]:
    """A month on a REST API, and the same on an HTTP API.

    Answer: {rest_month} as a REST API, {http_month} as an HTTP API.
    Chart: rest_month, http_month against requests
    """
    first: Annotated[float, "million"] = min(requests, fact("api-gateway.rest-tier"))
    second: Annotated[float, "million"] = min(
        requests - first, fact("api-gateway.rest-tier-second")
    )
    rest_requests: Annotated[float, "USD"] = (
        first * price("api-gateway.rest")
        + second * price("api-gateway.rest-second")
        + (requests - first - second) * price("api-gateway.rest-third")
    )
    cache_bill: Annotated[float, "USD"] = caches * 730 * price("api-gateway.cache-second")
    waf_bill: Annotated[float, "USD"] = (
        price("api-gateway.waf-acl")
        + web_acl_rules * price("api-gateway.waf-rule")
        + requests * price("api-gateway.waf-requests")
        if web_acl_rules > 0
        else 0
    )
    egress_bill: Annotated[float, "USD"] = requests * response_kb * price("api-gateway.egress")
    metered: Annotated[float, "million on an HTTP API"] = requests * max(
        1, ceil(request_kb / fact("api-gateway.http-meter"))
    )
    cheap: Annotated[float, "million"] = min(metered, fact("api-gateway.http-tier"))
    http_requests: Annotated[float, "USD"] = cheap * price("api-gateway.http") + (
        metered - cheap
    ) * price("api-gateway.http-next")
    http_month: Annotated[float, "USD a month"] = http_requests + egress_bill
    rest_month: Annotated[float, "USD a month"] = (
        rest_requests + cache_bill + waf_bill + egress_bill
    )
    return rest_month


def against_load_balancer(
    average_requests: Annotated[float, "requests/s", Between(0.01, 1_000_000)] = 200,
    requests_a_connection: Annotated[float, "requests", Between(1, 10_000)] = 5,
    exchange_kb: Annotated[float, "KB in and out", Between(0.1, 10_000)] = 10,
    rules: Annotated[float, "rules evaluated a request", Between(0, 100)] = 5,
) -> Annotated[float, "requests/s"]:
    """HTTP API requests against the hours of an Application Load Balancer.

    Answer: {http_bill} as an HTTP API, {balancer_bill} behind a load balancer.
    Chart: http_bill, balancer_bill against average_requests
    """
    requests: Annotated[float, "million a month"] = average_requests * 730 * 3600 / 1000000
    http_bill: Annotated[float, "USD a month"] = requests * price("api-gateway.http")
    by_connections: Annotated[float, "LCU"] = (
        average_requests / requests_a_connection / fact("api-gateway.lcu-connections")
    )
    by_bytes: Annotated[float, "LCU"] = (
        average_requests * exchange_kb * 3600 / 1000000 / fact("api-gateway.lcu-bytes")
    )
    by_rules: Annotated[float, "LCU"] = average_requests * rules / fact("api-gateway.lcu-rules")
    units: Annotated[float, "LCU"] = max(by_connections, by_bytes, by_rules)
    balancer_bill: Annotated[float, "USD a month"] = 730 * (
        price("api-gateway.alb-hour") + units * price("api-gateway.alb-lcu")
    )
    break_even: Annotated[float, "requests/s at which the hours alone are paid"] = (
        price("api-gateway.alb-hour") / price("api-gateway.http") * 1000000 / 3600
    )
    return break_even
