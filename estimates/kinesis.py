"""What a Kinesis stream needs, how long it takes to catch up, and what it costs (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def shards(
    day_records: Annotated[float, "records a day", Between(1, 1_000_000_000_000)] = 1_000_000_000,
    record_kib: Annotated[float, "KiB", Between(0.01, 1024)] = 1,
    peak_factor: Annotated[float, "peak second over the average", Between(1, 100)] = 3,
    headroom: Annotated[float, "of a shard left free", Between(0, 0.9)] = 0.3,
    polling_readers: Annotated[float, "applications that poll", Between(0, 20)] = 1,
    fan_out_readers: Annotated[float, "applications on fan-out", Between(0, 50)] = 2,
) -> Annotated[float, "shards"]:
    """How many shards the peak needs.

    Answer: The peak needs {shards_needed}: {shards_for_records} for records and
    {shards_for_bytes} for bytes.
    Chart: shards_for_records, shards_for_bytes, shards_for_polling against day_records
    """
    average_records: Annotated[float, "records/s"] = day_records / 86400
    peak_records: Annotated[float, "records/s"] = average_records * peak_factor
    peak_bytes: Annotated[float, "MiB/s"] = peak_records * record_kib / 1024
    shards_for_records: Annotated[float, "shards"] = ceil(
        peak_records / (fact("kinesis.shard-write-records") * (1 - headroom))
    )
    shards_for_bytes: Annotated[float, "shards"] = ceil(
        peak_bytes / (fact("kinesis.shard-write-bytes") * (1 - headroom))
    )
    shards_for_polling: Annotated[float, "shards"] = ceil(
        peak_bytes * polling_readers / (fact("kinesis.shard-read-bytes") * (1 - headroom))
    )
    shards_for_fan_out: Annotated[float, "shards"] = ceil(
        peak_bytes * min(fan_out_readers, 1) / (fact("kinesis.fan-out-rate") * (1 - headroom))
    )
    shards_needed: Annotated[float, "shards"] = max(
        shards_for_records, shards_for_bytes, shards_for_polling, shards_for_fan_out
    )
    share_of_account_quota: Annotated[float, "%"] = (
        100 * shards_needed / fact("kinesis.shard-quota")
    )
    return shards_needed


def utilisation(
    shards_open: Annotated[float, "shards", Between(1, 20_000)] = 12,
    day_records: Annotated[float, "records a day", Between(1, 1_000_000_000_000)] = 1_000_000_000,
    record_kib: Annotated[float, "KiB", Between(0.01, 1024)] = 1,
    peak_factor: Annotated[float, "peak second over the average", Between(1, 100)] = 3,
) -> Annotated[float, "times the average"]:
    """How full a given number of shards is, with perfectly even keys.

    Answer: Throttling begins at {throttles_from}, and the peak uses {peak_use}.
    """
    average_records: Annotated[float, "records/s"] = day_records / 86400
    records_use: Annotated[float, "% of the record limit, on average"] = (
        100 * average_records / (shards_open * fact("kinesis.shard-write-records"))
    )
    bytes_use: Annotated[float, "% of the byte limit, on average"] = (
        100
        * average_records
        * record_kib
        / 1024
        / (shards_open * fact("kinesis.shard-write-bytes"))
    )
    peak_use: Annotated[float, "% of the nearer limit, at the peak"] = peak_factor * max(
        records_use, bytes_use
    )
    refused_at_peak: Annotated[float, "% of the records"] = max(0, 100 - 10000 / peak_use)
    throttles_from: Annotated[float, "times the average"] = 100 / max(records_use, bytes_use)
    return throttles_from


def catch_up(
    average_mib: Annotated[float, "MiB/s written", Between(0.001, 10_240)] = 11.3,
    shards_open: Annotated[float, "shards", Between(1, 20_000)] = 50,
    polling_readers: Annotated[float, "applications that poll", Between(1, 20)] = 2,
    backlog_hours: Annotated[float, "h behind", Between(0.1, 8760)] = 6,
    handled_by_code: Annotated[
        float, "MiB/s that the consumer handles", Between(0.001, 20_480)
    ] = 30,
) -> Annotated[float, "h"]:
    """How long a reader that fell behind takes to be current again.

    Answer: {hours_to_catch_up} until the reader is current again, at {drained}.
    Chart: hours_to_catch_up against backlog_hours
    """
    backlog: Annotated[float, "GiB"] = average_mib * backlog_hours * 3600 / 1024
    served_by_shards: Annotated[float, "MiB/s"] = (
        shards_open * fact("kinesis.shard-read-bytes") / polling_readers
    )
    drained: Annotated[float, "MiB/s"] = min(served_by_shards, handled_by_code)
    gained: Annotated[float, "MiB/s above what arrives"] = max(drained - average_mib, 0.001)
    hours_to_catch_up: Annotated[float, "h"] = backlog * 1024 / gained / 3600
    age_of_oldest_at_worst: Annotated[float, "% of the default retention"] = (
        100 * backlog_hours / fact("kinesis.retention-default")
    )
    return hours_to_catch_up


def month(
    average_records: Annotated[float, "records/s", Between(0.01, 100_000_000)] = 50,
    record_kib: Annotated[float, "KiB", Between(0.01, 1024)] = 1,
    peak_factor: Annotated[float, "peak second over the average", Between(1, 100)] = 4,
    headroom: Annotated[float, "of a shard left free", Between(0, 0.9)] = 0.3,
    polling_readers: Annotated[float, "applications that poll", Between(1, 20)] = 1,
) -> Annotated[float, "USD"]:
    """A month in each of the three modes, one stream, a day of retention, readers that poll.

    Answer: The cheapest mode costs {cheapest}: provisioned {provisioned_bill}, Standard
    {standard_bill}, Advantage {advantage_bill}.
    Chart: provisioned_bill, standard_bill, advantage_bill against average_records
    """
    seconds: Annotated[float, "s"] = 730 * 3600
    written: Annotated[float, "GB as billed"] = (
        average_records * seconds * ceil(record_kib / fact("kinesis.on-demand-rounding")) / 1048576
    )
    peak_records: Annotated[float, "records/s"] = average_records * peak_factor
    shards_for_records: Annotated[float, "shards"] = ceil(
        peak_records / (fact("kinesis.shard-write-records") * (1 - headroom))
    )
    shards_for_bytes: Annotated[float, "shards, for bytes in or polled"] = ceil(
        peak_records
        * record_kib
        / 1024
        * max(1, polling_readers / 2)
        / (fact("kinesis.shard-write-bytes") * (1 - headroom))
    )
    provisioned_shards: Annotated[float, "shards"] = max(shards_for_records, shards_for_bytes)
    shard_bill: Annotated[float, "USD"] = provisioned_shards * 730 * price("kinesis.shard-hour")
    put_bill: Annotated[float, "USD"] = (
        average_records
        * seconds
        / 1000000
        * ceil(record_kib / fact("kinesis.put-unit"))
        * price("kinesis.put-units")
    )
    provisioned_bill: Annotated[float, "USD a month"] = shard_bill + put_bill
    standard_bill: Annotated[float, "USD a month"] = (
        written * price("kinesis.on-demand-in")
        + written * polling_readers * price("kinesis.on-demand-out")
        + 730 * price("kinesis.on-demand-stream")
    )
    committed: Annotated[float, "GB billed at least"] = (
        fact("kinesis.advantage-floor") * seconds / 1024
    )
    advantage_bill: Annotated[float, "USD a month"] = max(written, committed) * price(
        "kinesis.advantage-in"
    ) + max(written * polling_readers, committed) * price("kinesis.advantage-out")
    cheapest: Annotated[float, "USD a month"] = min(provisioned_bill, standard_bill, advantage_bill)
    return cheapest


def fan_out_month(
    average_mib: Annotated[float, "MiB/s written", Between(0.001, 10_240)] = 40,
    shards_open: Annotated[float, "provisioned shards", Between(1, 20_000)] = 150,
    consumers: Annotated[float, "consumers on fan-out", Between(1, 50)] = 8,
) -> Annotated[float, "USD"]:
    """What enhanced fan-out adds in a month: provisioned, and under On-demand Advantage.

    Answer: Provisioned it adds {provisioned}; under On-demand Advantage, reading only, {advantage}.
    Chart: provisioned, advantage against consumers
    """
    written: Annotated[float, "GB"] = average_mib * 730 * 3600 / 1024
    hours_bill: Annotated[float, "USD"] = (
        shards_open * consumers * 730 * price("kinesis.fan-out-hour")
    )
    data_bill: Annotated[float, "USD"] = written * consumers * price("kinesis.fan-out-data")
    provisioned: Annotated[float, "USD a month"] = hours_bill + data_bill
    advantage: Annotated[float, "USD a month"] = (
        written * consumers * price("kinesis.advantage-out")
    )
    return provisioned
