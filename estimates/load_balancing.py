"""How many targets survive the loss of a zone, and how fast a bad one is left out."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def zone_loss(
    peak: Annotated[float, "requests/s", Between(1, 10_000_000)] = 12000,
    one_target: Annotated[float, "requests/s that a target takes", Between(1, 100_000)] = 250,
    zones: Annotated[float, "zones", Between(2, 6)] = 3,
    headroom: Annotated[float, "of a target left free", Between(0, 0.9)] = 0.2,
) -> Annotated[float, "targets"]:
    """Targets that carry the peak with one zone gone and nothing started.

    Answer: {targets}, {each_zone} in each zone, which on a normal day are used to
    {normal_use}; without room for a lost zone it would be {without}.
    Chart: targets, without against peak
    """
    usable: Annotated[float, "requests/s"] = one_target * (1 - headroom)
    without: Annotated[float, "targets"] = ceil(peak / usable)
    each_zone: Annotated[float, "targets"] = ceil(peak / usable / (zones - 1))
    targets: Annotated[float, "targets"] = each_zone * zones
    normal_use: Annotated[float, "%"] = 100 * peak / (targets * one_target)
    use_after_loss: Annotated[float, "%"] = 100 * peak / (each_zone * (zones - 1) * one_target)
    share_of_target_quota: Annotated[float, "%"] = (
        100 * targets / fact("load-balancing.alb-targets")
    )
    return targets


def detection(
    peak: Annotated[float, "requests/s", Between(1, 10_000_000)] = 12000,
    targets: Annotated[float, "targets", Between(1, 100_000)] = 90,
    bad: Annotated[float, "targets that answer with errors", Between(0, 100_000)] = 30,
    interval: Annotated[float, "s between checks", Between(5, 300)] = 30,
    failures: Annotated[float, "failed checks", Between(2, 10)] = 2,
    timeout: Annotated[float, "s until a check fails", Between(2, 120)] = 5,
) -> Annotated[float, "s"]:
    """How long a bad target gets traffic, and how many requests that is.

    Answer: Up to {seconds} until the bad ones are left out, {lost} meanwhile.
    Chart: lost against interval
    """
    seconds: Annotated[float, "s"] = interval * failures + timeout
    share: Annotated[float, "% of the requests"] = 100 * min(bad, targets) / targets
    lost: Annotated[float, "requests lost"] = peak * share / 100 * seconds
    fastest: Annotated[float, "s with the shortest interval"] = (
        fact("load-balancing.check-fastest") * failures + timeout
    )
    return seconds


def month(
    new_connections: Annotated[float, "connections/s", Between(0, 1_000_000)] = 500,
    gb_an_hour: Annotated[float, "GB an hour", Between(0, 1_000_000)] = 100,
    rules: Annotated[float, "rule evaluations/s", Between(0, 10_000_000)] = 20000,
    active: Annotated[float, "open connections", Between(0, 100_000_000)] = 30000,
) -> Annotated[float, "USD a month"]:
    """The same traffic on an Application and on a Network Load Balancer.

    Answer: {alb} on an Application Load Balancer, {nlb} on a Network Load Balancer.
    Chart: alb, nlb against gb_an_hour
    """
    lcu: Annotated[float, "LCU"] = max(
        new_connections / fact("api-gateway.lcu-connections"),
        active / fact("load-balancing.lcu-active"),
        gb_an_hour / fact("api-gateway.lcu-bytes"),
        rules / fact("api-gateway.lcu-rules"),
    )
    nlcu: Annotated[float, "NLCU"] = max(
        new_connections / fact("load-balancing.nlcu-new"),
        active / fact("load-balancing.nlcu-active"),
        gb_an_hour / fact("load-balancing.nlcu-bytes"),
    )
    alb: Annotated[float, "USD a month"] = 730 * (
        price("api-gateway.alb-hour") + lcu * price("api-gateway.alb-lcu")
    )
    nlb: Annotated[float, "USD a month"] = 730 * (
        price("load-balancing.nlb-hour") + nlcu * price("load-balancing.nlcu")
    )
    return alb
