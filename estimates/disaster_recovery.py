"""What a chain of dependencies promises, how long a switch takes, and what each strategy costs."""

from __future__ import annotations

from typing import Annotated

from estimates.terms import Between, fact, price


def availability(
    first: Annotated[float, "% of the time, load balancer and fleet", Between(90, 100)] = 99.99,
    second: Annotated[float, "% of the time, database", Between(90, 100)] = 99.99,
    third: Annotated[float, "% of the time, a partner's service", Between(90, 100)] = 99.9,
    switch: Annotated[float, "% of the switches that work", Between(0, 100)] = 95,
    shared: Annotated[float, "% of the outages that hit both Regions", Between(0, 100)] = 10,
    hours: Annotated[float, "h from outage to switched", Between(0, 24)] = 0.25,
    outage: Annotated[float, "h that an outage lasts otherwise", Between(0.1, 72)] = 4,
) -> Annotated[float, "h down a year"]:
    """Serial dependencies in one Region, and what a second Region takes off.

    Answer: One Region is up {one_region} of the time, {one_region_down}; with the second it is
    {two_regions_down}, where two independent copies on paper would give {on_paper}.
    Chart: two_regions_down, one_region_down against switch
    """
    one_region: Annotated[float, "%"] = first * second * third / 10000
    one_region_down: Annotated[float, "h down a year"] = 8760 * (100 - one_region) / 100
    on_paper: Annotated[float, "h down a year"] = (
        8760 * (100 - one_region) * (100 - one_region) / 10000
    )
    helped: Annotated[float, "% of the outages that the switch ends"] = (
        switch * (100 - shared) / 100
    )
    left_of_one: Annotated[float, "% of an outage that a switch leaves"] = (
        100 * min(hours, outage) / outage
    )
    two_regions_down: Annotated[float, "h down a year"] = one_region_down * (
        (100 - helped) / 100 + helped / 100 * left_of_one / 100
    )
    return two_regions_down


def switch_time(
    interval: Annotated[float, "s between checks", Between(10, 30)] = 30,
    failures: Annotated[float, "failed checks", Between(1, 10)] = 3,
    decide: Annotated[float, "min until somebody decides", Between(0, 120)] = 10,
    ttl: Annotated[float, "s of the record's TTL", Between(0, 3600)] = 60,
    stubborn: Annotated[float, "% of clients that ignore the TTL", Between(0, 100)] = 5,
    peak: Annotated[float, "requests/s", Between(1, 10_000_000)] = 2000,
) -> Annotated[float, "s"]:
    """From the first failure to the last obedient client.

    Answer: {detected} until the checks agree, {automatic} if nobody is asked, {with_person} with a
    person; {lost} fail meanwhile, and {left_behind} go on failing.
    Chart: with_person, automatic against ttl
    """
    detected: Annotated[float, "s"] = interval * failures
    automatic: Annotated[float, "s"] = detected + ttl
    with_person: Annotated[float, "s"] = detected + decide * 60 + ttl
    lost: Annotated[float, "requests"] = peak * with_person
    left_behind: Annotated[float, "requests/s"] = peak * stubborn / 100
    fastest: Annotated[float, "s with the shortest interval"] = (
        fact("disaster-recovery.check-fastest") * failures + ttl
    )
    return with_person


def recovery(
    servers: Annotated[float, "servers at peak", Between(1, 10_000)] = 40,
    databases: Annotated[float, "database servers", Between(1, 1000)] = 3,
    data: Annotated[float, "GB stored", Between(1, 10_000_000)] = 5000,
    changed: Annotated[float, "GB changed a day", Between(0, 1_000_000)] = 200,
    warm_share: Annotated[float, "of the fleet kept warm", Between(0, 1)] = 0.2,
    every: Annotated[float, "h between backups", Between(1, 168)] = 24,
    lag: Annotated[float, "s of replication lag", Between(0, 3600)] = 5,
    decide: Annotated[float, "min until somebody decides", Between(0, 240)] = 15,
    restore: Annotated[float, "GB restored an hour", Between(10, 100_000)] = 1000,
    rebuild: Annotated[float, "min to build the environment", Between(5, 2880)] = 90,
    launch: Annotated[float, "min to start a fleet", Between(1, 240)] = 15,
    route: Annotated[float, "min until clients have moved", Between(0.5, 60)] = 3,
) -> Annotated[float, "USD a month"]:
    """Recovery point, recovery time and the second Region's bill, for each strategy.

    Answer: Backup {backup_cost}, lost {backup_point}, back in {backup_time}. Pilot light
    {pilot_cost}, back in {pilot_time}. Warm standby {warm_cost}, back in {warm_time} if the warm
    share must grow. Active-active {active_cost}, back in {active_time}; the last three lose
    {replica_point}.
    Chart: backup_cost, pilot_cost, warm_cost, active_cost against servers
    """
    transfer: Annotated[float, "USD a month, changes to the other Region"] = (
        changed * 30 * price("s3.cross-region")
    )
    server: Annotated[float, "USD a month, one server"] = 730 * price("ec2.m8g-xlarge-hour")
    backup_cost: Annotated[float, "USD a month"] = (
        data * price("disaster-recovery.snapshot-gb") + transfer
    )
    pilot_cost: Annotated[float, "USD a month"] = (
        backup_cost + data * price("ec2.gp3-gb") + databases * server
    )
    warm_cost: Annotated[float, "USD a month"] = pilot_cost + servers * warm_share * server
    active_cost: Annotated[float, "USD a month"] = pilot_cost + servers * server
    backup_point: Annotated[float, "h of data"] = every
    replica_point: Annotated[float, "s of data"] = lag
    backup_time: Annotated[float, "min"] = decide + rebuild + 60 * data / restore + route
    pilot_time: Annotated[float, "min"] = decide + launch + route
    warm_time: Annotated[float, "min"] = decide + launch * (1 - warm_share) + route
    active_time: Annotated[float, "min"] = route
    return warm_cost
