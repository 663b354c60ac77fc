"""What the ways out of a private subnet cost, and what crossing zones costs."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def way_out(
    storage: Annotated[float, "GB a month to S3", Between(0, 100_000_000)] = 50000,
    internet: Annotated[float, "GB a month with the internet", Between(0, 100_000_000)] = 10000,
    over_ipv6: Annotated[float, "of the internet's share over IPv6", Between(0, 1)] = 0.5,
    zones: Annotated[float, "zones", Between(1, 6)] = 3,
) -> Annotated[float, "USD a month"]:
    """NAT for everything, then without S3, then without what speaks IPv6.

    Answer: {all_nat} through NAT alone, {with_endpoint} once S3 has a gateway endpoint,
    {with_ipv6} once IPv6 leaves by itself; transfer to the internet comes on top of each.
    Chart: all_nat, with_endpoint, with_ipv6 against storage
    """
    standing: Annotated[float, "USD a month"] = (
        730 * zones * (price("networking.nat-hour") + price("ec2.ipv4-hour"))
    )
    all_nat: Annotated[float, "USD a month"] = standing + price("networking.nat-gb") * (
        storage + internet
    )
    with_endpoint: Annotated[float, "USD a month"] = (
        standing + price("networking.nat-gb") * internet
    )
    with_ipv6: Annotated[float, "USD a month"] = standing + price("networking.nat-gb") * (
        internet * (1 - over_ipv6)
    )
    interface_instead: Annotated[float, "USD a month for S3 by interface endpoint"] = (
        730 * zones * price("networking.endpoint-hour") + price("networking.endpoint-gb") * storage
    )
    return with_ipv6


def crossing(
    calls: Annotated[float, "calls/s between services", Between(0, 10_000_000)] = 20000,
    size: Annotated[float, "KB a call, both ways together", Between(0, 100_000)] = 20,
    zones: Annotated[float, "zones", Between(2, 6)] = 3,
    kept: Annotated[float, "of the calls kept in their zone", Between(0, 1)] = 0.9,
) -> Annotated[float, "USD a month"]:
    """Calls that choose any zone against calls that prefer their own.

    Answer: {any_zone} if callers choose any zone, {own_zone} if they prefer their own.
    Chart: any_zone, own_zone against calls
    """
    total: Annotated[float, "GB a month"] = calls * size * 2_628_000 / 1e6
    both_ends: Annotated[float, "USD/GB"] = 2 * price("ec2.zone-gb")
    any_zone: Annotated[float, "USD a month"] = total * (zones - 1) / zones * both_ends
    own_zone: Annotated[float, "USD a month"] = total * (1 - kept) * both_ends
    return any_zone


def nat_addresses(
    new_connections: Annotated[
        float, "new connections/s to one destination", Between(0, 100_000)
    ] = 1500,
    held: Annotated[float, "s that each is held", Between(0.01, 3600)] = 60,
) -> Annotated[float, "addresses"]:
    """Addresses that a NAT gateway needs towards one destination.

    Answer: {open_connections} at once, so {addresses} are needed towards that destination.
    Chart: addresses against new_connections
    """
    open_connections: Annotated[float, "connections"] = new_connections * held
    addresses: Annotated[float, "addresses"] = ceil(
        open_connections / fact("networking.nat-connections")
    )
    share_of_default_addresses: Annotated[float, "%"] = (
        100 * addresses / fact("networking.nat-addresses")
    )
    return addresses
