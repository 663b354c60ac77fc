"""What a Lambda function needs at its peak, and what it costs a month (us-east-1, arm64)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def concurrency(
    peak_requests: Annotated[float, "requests/s", Between(1, 1_000_000)] = 12000,
    duration_ms: Annotated[float, "ms", Between(1, 900_000)] = 180,
    headroom: Annotated[float, "on top", Between(0, 3)] = 0.3,
    rise_seconds: Annotated[float, "s from quiet to peak", Between(1, 86_400)] = 15,
) -> Annotated[float, "environments"]:
    """What the peak needs, and whether Lambda gets there in time.

    Answer: The peak takes {environments_needed} with headroom. On-demand scaling reaches
    {reached_in_time} in that time, so {provisioned_before} have to stand ready before.
    Chart: environments_needed, reached_in_time against peak_requests
    """
    by_duration: Annotated[float, "environments"] = peak_requests * duration_ms / 1000
    by_rate: Annotated[float, "environments"] = peak_requests / fact("lambda.rate-per-concurrency")
    environments_needed: Annotated[float, "environments"] = ceil(
        max(by_duration, by_rate) * (1 + headroom)
    )
    quota_to_ask_for: Annotated[float, "concurrent executions"] = environments_needed + fact(
        "lambda.unreserved-floor"
    )
    share_of_default_quota: Annotated[float, "%"] = (
        100 * environments_needed / fact("lambda.concurrency-default")
    )
    reached_in_time: Annotated[float, "environments"] = (
        fact("lambda.scaling-rate") * rise_seconds / fact("lambda.scaling-window")
    )
    provisioned_before: Annotated[float, "environments"] = max(
        0, environments_needed - reached_in_time
    )
    seconds_without_provisioning: Annotated[float, "s"] = (
        environments_needed / fact("lambda.scaling-rate") * fact("lambda.scaling-window")
    )
    return environments_needed


def drain(
    backlog: Annotated[float, "messages", Between(0, 1_000_000_000)] = 600000,
    arriving: Annotated[float, "messages/s", Between(0, 1_000_000)] = 500,
    batch: Annotated[float, "messages", Between(1, 10_000)] = 10,
    batch_ms: Annotated[float, "ms", Between(1, 900_000)] = 800,
    limit: Annotated[float, "concurrent executions", Between(2, 1000)] = 100,
    timeout: Annotated[float, "s", Between(1, 900)] = 30,
) -> Annotated[float, "minutes"]:
    """How long a backlog takes behind a maximum concurrency.

    Answer: {minutes_to_drain} to drain, since only {spare} are left over from what arrives.
    Chart: minutes_to_drain against backlog
    """
    capacity: Annotated[float, "messages/s"] = limit * batch * 1000 / batch_ms
    spare: Annotated[float, "messages/s"] = max(0.001, capacity - arriving)
    minutes_until_the_limit: Annotated[float, "minutes"] = max(
        0, limit - fact("lambda.sqs-start")
    ) / fact("lambda.sqs-ramp")
    pollers_for_that: Annotated[float, "pollers"] = ceil(limit / fact("lambda.poller-invokes"))
    visibility_timeout: Annotated[float, "s at least"] = fact("lambda.visibility-factor") * timeout
    minutes_to_drain: Annotated[float, "minutes"] = backlog / spare / 60
    return minutes_to_drain


def month(
    requests: Annotated[float, "million requests", Between(0, 1_000_000)] = 10,
    duration_ms: Annotated[float, "ms", Between(1, 900_000)] = 120,
    memory_gb: Annotated[float, "GB", Between(0.125, 10)] = 0.5,
    cold_share: Annotated[float, "of the requests", Between(0, 1)] = 0.01,
    init_ms: Annotated[float, "ms", Between(0, 10_000)] = 600,
) -> Annotated[float, "USD"]:
    """A month on demand.

    Answer: {bill}, of which requests are {request_bill}.
    Chart: duration_bill, request_bill against requests
    """
    handler: Annotated[float, "GB-s"] = requests * 1000000 * duration_ms / 1000 * memory_gb
    init: Annotated[float, "GB-s"] = requests * 1000000 * cold_share * init_ms / 1000 * memory_gb
    total: Annotated[float, "GB-s"] = handler + init
    second_step: Annotated[float, "GB-s"] = max(
        0, min(total, fact("lambda.tier-2-arm")) - fact("lambda.tier-1-arm")
    )
    third_step: Annotated[float, "GB-s"] = max(0, total - fact("lambda.tier-2-arm"))
    discounted: Annotated[float, "GB-s saved"] = (
        second_step * fact("lambda.tier-2-discount") + third_step * fact("lambda.tier-3-discount")
    ) / 100
    init_bill: Annotated[float, "USD, part of duration"] = init * price("lambda.duration-arm")
    duration_bill: Annotated[float, "USD"] = (total - discounted) * price("lambda.duration-arm")
    request_bill: Annotated[float, "USD"] = requests * price("lambda.request")
    bill: Annotated[float, "USD a month"] = duration_bill + request_bill
    return bill


def warm(
    provisioned: Annotated[float, "environments", Between(1, 100_000)] = 100,
    memory_gb: Annotated[float, "GB", Between(0.125, 10)] = 1,
    utilisation: Annotated[float, "of the time busy", Between(0, 1)] = 0.25,
    versions: Annotated[float, "published versions kept", Between(1, 10_000)] = 2,
    restores: Annotated[float, "cold starts a month", Between(0, 1_000_000_000)] = 300000,
) -> Annotated[float, "USD"]:
    """A month of provisioned concurrency against SnapStart for Python or .NET.

    Answer: Provisioned concurrency adds {provisioned_extra}; it pays for itself above
    {break_even}.
    """
    standing: Annotated[float, "GB-s"] = provisioned * memory_gb * 730 * 3600
    busy: Annotated[float, "GB-s"] = standing * utilisation
    standing_bill: Annotated[float, "USD"] = standing * price("lambda.provisioned-arm")
    saved_on_duration: Annotated[float, "USD"] = busy * (
        price("lambda.duration-arm") - price("lambda.provisioned-duration-arm")
    )
    provisioned_extra: Annotated[float, "USD a month more than on demand"] = (
        standing_bill - saved_on_duration
    )
    break_even: Annotated[float, "% busy"] = (
        100
        * price("lambda.provisioned-arm")
        / (price("lambda.duration-arm") - price("lambda.provisioned-duration-arm"))
    )
    cache_bill: Annotated[float, "USD"] = (
        versions * memory_gb * 730 * 3600 * price("lambda.snapstart-cache")
    )
    restore_bill: Annotated[float, "USD"] = restores * memory_gb * price("lambda.snapstart-restore")
    snapstart_extra: Annotated[float, "USD a month more than on demand"] = cache_bill + restore_bill
    return provisioned_extra


def managed(
    requests: Annotated[float, "million requests", Between(0.001, 1_000_000)] = 1500,
    duration_ms: Annotated[float, "ms", Between(1, 900_000)] = 150,
    memory_gb: Annotated[float, "GB on demand", Between(0.125, 10)] = 1,
    instances: Annotated[float, "instances", Between(3, 10_000)] = 18,
    instance_hour: Annotated[float, "USD an hour, from your price list", Between(0.01, 100)] = 0.16,
    committed: Annotated[float, "of the instance price saved", Between(0, 0.72)] = 0,
    vcpus: Annotated[float, "vCPUs of an instance", Between(2, 192)] = 4,
    computing: Annotated[float, "of the duration on the CPU", Between(0.01, 1)] = 0.5,
) -> Annotated[float, "USD"]:
    """A steady month on Managed Instances against the same month on demand.

    Answer: {on_instances} on instances against {on_demand} on demand; the instances carry {room}.
    Chart: on_instances, on_demand against requests
    """
    at_once: Annotated[float, "requests at once, on average"] = (
        requests * 1000000 * duration_ms / 1000 / (730 * 3600)
    )
    vcpus_busy: Annotated[float, "vCPUs busy, on average"] = (
        at_once * memory_gb * 1024 / fact("lambda.memory-per-vcpu") * computing
    )
    room: Annotated[float, "times the average load"] = (
        instances * (vcpus - fact("lambda.managed-overhead")) / vcpus_busy
    )
    on_demand: Annotated[float, "USD a month"] = requests * (
        price("lambda.request")
        + 1000000 * duration_ms / 1000 * memory_gb * price("lambda.duration-arm")
    )
    instance_bill: Annotated[float, "USD"] = instances * instance_hour * 730 * (1 - committed)
    fee: Annotated[float, "USD"] = (
        instances * instance_hour * 730 * fact("lambda.managed-fee") / 100
    )
    request_bill: Annotated[float, "USD"] = requests * price("lambda.managed-request")
    on_instances: Annotated[float, "USD a month"] = instance_bill + fee + request_bill
    saved: Annotated[float, "USD a month"] = on_demand - on_instances
    return on_instances
