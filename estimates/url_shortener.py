"""A URL shortener: what the reads ask, what the codes hold, and what the front door costs."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def load(
    peak_reads: Annotated[float, "redirects/s at the peak", Between(1, 10_000_000)] = 100000,
    hit_share: Annotated[float, "of them found in memory", Between(0, 1)] = 0.9,
    viral_share: Annotated[float, "of them for one link", Between(0, 1)] = 0.3,
    item_kb: Annotated[float, "KB of a link", Between(0.1, 4)] = 0.4,
    one_task: Annotated[float, "redirects/s that a task serves", Between(1, 100_000)] = 4000,
) -> Annotated[float, "read units/s"]:
    """What the peak asks of the table, and of one link.

    Answer: {read_units} of misses, from {tasks} tasks; without a cache the one link alone would
    take {viral_use} of what a partition gives.
    Chart: read_units, all_from_the_table against peak_reads
    """
    all_from_the_table: Annotated[float, "read units/s"] = (
        peak_reads * ceil(item_kb / fact("dynamodb.read-unit-size")) / 2
    )
    read_units: Annotated[float, "read units/s"] = all_from_the_table * (1 - hit_share)
    share_of_table_read_quota: Annotated[float, "%"] = (
        100 * read_units / fact("dynamodb.table-read-units")
    )
    viral_units: Annotated[float, "read units/s"] = all_from_the_table * viral_share
    viral_use: Annotated[float, "% of a partition"] = (
        100 * viral_units / fact("dynamodb.partition-read-units")
    )
    tasks: Annotated[float, "for the peak, a zone less"] = (
        ceil(peak_reads / (one_task * 0.7) / 2) * 3
    )
    return read_units


def keys(
    new_links: Annotated[float, "links/s", Between(0.01, 100_000)] = 200,
    years: Annotated[float, "years", Between(0.1, 50)] = 5,
    item_kb: Annotated[float, "KB of a link", Between(0.1, 4)] = 0.4,
) -> Annotated[float, "% of the codes taken"]:
    """How long codes of seven characters last, and what the links weigh.

    Answer: After that time {links} links take {taken}; a random code would then collide as
    often, and the table holds {stored}.
    Chart: taken against years
    """
    links: Annotated[float, "links"] = new_links * 86400 * 365 * years
    codes: Annotated[float, "codes"] = 62 * 62 * 62 * 62 * 62 * 62 * 62
    taken: Annotated[float, "% of the codes taken"] = 100 * links / codes
    stored: Annotated[float, "GB"] = (
        links * (item_kb + fact("dynamodb.storage-overhead") / 1000) / 1000000
    )
    storage_bill: Annotated[float, "USD a month at the end"] = stored * price(
        "dynamodb.storage-standard"
    )
    colder_bill: Annotated[float, "USD a month in Standard-IA"] = stored * price(
        "dynamodb.storage-ia"
    )
    return taken


def front_door(
    average_reads: Annotated[float, "redirects/s on average", Between(0.1, 1_000_000)] = 40000,
    answer_kb: Annotated[float, "KB of an answer", Between(0.1, 100)] = 0.5,
    requests_a_connection: Annotated[float, "redirects", Between(1, 1000)] = 1.2,
) -> Annotated[float, "USD a month"]:
    """The same redirects through four front doors, their own bill alone.

    Answer: CloudFront {cdn}, API Gateway {gateway}, an Application Load Balancer {alb}, a Network
    Load Balancer {nlb}; data out comes on top of the last three.
    Chart: cdn, alb, nlb against average_reads
    """
    millions: Annotated[float, "million redirects a month"] = average_reads * 730 * 3600 / 1000000
    cdn: Annotated[float, "USD a month"] = millions * 100 * price("cloudfront.https-requests")
    gateway: Annotated[float, "USD a month"] = millions * price("api-gateway.http")
    new_connections: Annotated[float, "connections/s"] = average_reads / requests_a_connection
    gb_an_hour: Annotated[float, "GB an hour"] = average_reads * 3600 * answer_kb / 1000000
    alb: Annotated[float, "USD a month"] = 730 * (
        price("api-gateway.alb-hour")
        + price("api-gateway.alb-lcu")
        * max(
            new_connections / fact("api-gateway.lcu-connections"),
            gb_an_hour / fact("api-gateway.lcu-bytes"),
        )
    )
    nlb: Annotated[float, "USD a month"] = 730 * (
        price("load-balancing.nlb-hour")
        + price("load-balancing.nlcu")
        * max(
            new_connections / fact("load-balancing.nlcu-new"),
            gb_an_hour / fact("load-balancing.nlcu-bytes"),
        )
    )
    data_out: Annotated[float, "USD a month, first tier"] = (
        gb_an_hour * 730 * price("api-gateway.egress")
    )
    return cdn


def levers(
    average_reads: Annotated[float, "redirects/s on average", Between(0.1, 1_000_000)] = 40000,
    hit_share: Annotated[float, "of them found in memory", Between(0, 1)] = 0.9,
    repeat_share: Annotated[float, "are repeats of one browser in a day", Between(0, 1)] = 0.15,
    average_units: Annotated[float, "read units/s of the misses", Between(0, 1_000_000)] = 2000,
    utilisation: Annotated[float, "of the provisioned is used", Between(0.1, 1)] = 0.6,
    stored_gb: Annotated[float, "GB of links", Between(0, 10_000_000)] = 15768,
) -> Annotated[float, "USD a month"]:
    """Three levers, each against the design without it.

    Answer: A day in the browser's cache saves {browser_saves} at a CDN's request price, memory
    saves {memory_saves} of reads, a colder table class {class_saves}.
    """
    million: Annotated[float, "million seconds"] = 730 * 3600 / 1000000
    browser_saves: Annotated[float, "USD a month"] = (
        average_reads * repeat_share * million * 100 * price("cloudfront.https-requests")
    )
    memory_saves: Annotated[float, "USD a month"] = (
        average_reads * hit_share / 2 * million * price("dynamodb.on-demand-read")
    )
    on_demand: Annotated[float, "USD a month"] = (
        average_units * million * price("dynamodb.on-demand-read")
    )
    provisioned: Annotated[float, "USD a month"] = (
        average_units / utilisation * 730 * price("dynamodb.provisioned-read")
    )
    class_saves: Annotated[float, "USD a month"] = stored_gb * (
        price("dynamodb.storage-standard") - price("dynamodb.storage-ia")
    ) - average_units * million * (
        price("dynamodb.on-demand-read-ia") - price("dynamodb.on-demand-read")
    )
    saved: Annotated[float, "USD a month"] = browser_saves + memory_saves + class_saves
    return saved
