"""What a tier on EC2 needs, and what it costs a month (us-east-1, Linux, m9g.xlarge)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def fleet(
    peak_requests: Annotated[float, "requests/s", Between(1, 10_000_000)] = 24000,
    one_instance: Annotated[float, "requests/s at its limit", Between(1, 1_000_000)] = 900,
    target: Annotated[float, "of the limit", Between(0.1, 1)] = 0.6,
    zones: Annotated[float, "zones", Between(2, 6)] = 3,
    vcpus: Annotated[float, "vCPUs an instance", Between(1, 192)] = 4,
    vcpu_quota: Annotated[float, "vCPUs", Between(5, 1_000_000)] = 512,
) -> Annotated[float, "instances"]:
    """A fleet that loses a zone and launches nothing.

    Answer: {running}, {in_each_zone} in each zone, so that losing one leaves
    {after_a_lost_zone} and launches nothing.
    Chart: running, for_the_peak against peak_requests
    """
    at_target: Annotated[float, "requests/s an instance"] = one_instance * target
    for_the_peak: Annotated[float, "instances"] = ceil(peak_requests / at_target)
    after_a_lost_zone: Annotated[float, "instances"] = ceil(peak_requests / one_instance)
    in_each_zone: Annotated[float, "instances"] = max(
        ceil(for_the_peak / zones), ceil(after_a_lost_zone / (zones - 1))
    )
    running: Annotated[float, "instances"] = in_each_zone * zones
    use_at_peak: Annotated[float, "%"] = 100 * peak_requests / (running * one_instance)
    use_without_a_zone: Annotated[float, "%"] = (
        100 * peak_requests / (in_each_zone * (zones - 1) * one_instance)
    )
    share_of_vcpu_quota: Annotated[float, "%"] = 100 * running * vcpus / vcpu_quota
    new_account_quota_would_hold: Annotated[float, "instances"] = (
        fact("ec2.standard-vcpus") // vcpus
    )
    return running


def reaction(
    metric_interval: Annotated[float, "s", Between(10, 300)] = 60,
    datapoints: Annotated[float, "intervals in the alarm", Between(1, 15)] = 3,
    launch: Annotated[float, "s until running", Between(1, 900)] = 45,
    boot: Annotated[float, "s of boot and start", Between(1, 3600)] = 150,
    health: Annotated[float, "s until the load balancer sends", Between(0, 600)] = 30,
    load: Annotated[float, "requests/s now", Between(1, 10_000_000)] = 10000,
    capacity: Annotated[float, "requests/s at the limit", Between(1, 10_000_000)] = 16000,
    growth: Annotated[float, "of the load, a minute", Between(0.01, 10)] = 0.2,
) -> Annotated[float, "s"]:
    """How long a scale-out takes, and what comes in meanwhile.

    Answer: {cold_start} until new instances serve, {warm_start} from a warm pool; until then
    keep {headroom_needed} free.
    Chart: cold_start, warm_start against boot
    """
    noticing: Annotated[float, "s"] = metric_interval * datapoints
    cold_start: Annotated[float, "s"] = noticing + launch + boot + health
    warm_start: Annotated[float, "s"] = noticing + launch + health
    load_when_it_arrives: Annotated[float, "requests/s"] = load * (1 + growth * cold_start / 60)
    turned_away_at_that_moment: Annotated[float, "requests/s"] = max(
        0, load_when_it_arrives - capacity
    )
    limit_reached_after: Annotated[float, "s"] = 60 * (capacity - load) / (load * growth)
    headroom_needed: Annotated[float, "% of the load"] = 100 * growth * cold_start / 60
    return cold_start


def month(
    floor: Annotated[float, "instances, always", Between(0, 100_000)] = 6,
    average: Annotated[float, "instances on average", Between(0, 100_000)] = 9,
    spot_share: Annotated[float, "of those above the floor", Between(0, 1)] = 0,
    spot_off: Annotated[float, "off On-Demand, assumed", Between(0, 0.9)] = 0.5,
    commitment_off: Annotated[float, "off the floor, assumed", Between(0, 0.72)] = 0,
    volume_gb: Annotated[float, "GB of gp3 an instance", Between(0, 65536)] = 30,
    volume_iops: Annotated[float, "IOPS an instance", Between(3000, 80000)] = 3000,
    cross_zone_gb: Annotated[float, "GB between zones", Between(0, 100_000_000)] = 2000,
    public_addresses: Annotated[float, "IPv4 addresses", Between(0, 100_000)] = 0,
) -> Annotated[float, "USD"]:
    """A month of a tier of m9g.xlarge.

    Answer: {total}: the committed floor {floor_bill}, On-Demand {on_demand_bill}, Spot
    {spot_bill}, traffic between zones {between_zones}.
    Chart: floor_bill, on_demand_bill, spot_bill against average
    """
    one_hour: Annotated[float, "USD"] = price("ec2.m9g-xlarge-hour")
    floor_bill: Annotated[float, "USD"] = floor * 730 * one_hour * (1 - commitment_off)
    above: Annotated[float, "instances"] = max(0, average - floor)
    on_demand_bill: Annotated[float, "USD"] = above * (1 - spot_share) * 730 * one_hour
    spot_bill: Annotated[float, "USD"] = above * spot_share * 730 * one_hour * (1 - spot_off)
    volumes: Annotated[float, "USD"] = max(floor, average) * (
        volume_gb * price("ec2.gp3-gb")
        + (volume_iops - fact("ec2.gp3-iops")) * price("ec2.gp3-iops-month")
    )
    between_zones: Annotated[float, "USD"] = cross_zone_gb * 2 * price("ec2.zone-gb")
    addresses: Annotated[float, "USD"] = public_addresses * 730 * price("ec2.ipv4-hour")
    all_on_demand: Annotated[float, "USD"] = (
        max(floor, average) * 730 * one_hour + volumes + between_zones + addresses
    )
    total: Annotated[float, "USD a month"] = (
        floor_bill + on_demand_bill + spot_bill + volumes + between_zones + addresses
    )
    return total


def burstable(
    average_cpu: Annotated[float, "% of each vCPU", Between(1, 100)] = 55,
    instances: Annotated[float, "instances", Between(1, 100_000)] = 20,
) -> Annotated[float, "USD"]:
    """Surplus credits of t3.large in unlimited mode, a month.

    Answer: {total}, against {same_number_of_m5_large} for as many m5.large.
    Chart: total, same_number_of_m5_large against average_cpu
    """
    above_baseline: Annotated[float, "% of each vCPU"] = max(
        0, average_cpu - fact("ec2.t3-large-baseline")
    )
    instance_bill: Annotated[float, "USD"] = instances * 730 * price("ec2.t3-large-hour")
    surplus_bill: Annotated[float, "USD"] = (
        instances * 730 * 2 * above_baseline / 100 * price("ec2.surplus-credit")
    )
    same_number_of_m5_large: Annotated[float, "USD a month"] = (
        instances * 730 * price("ec2.m5-xlarge-hour") / 2
    )
    total: Annotated[float, "USD a month"] = instance_bill + surplus_bill
    return total
