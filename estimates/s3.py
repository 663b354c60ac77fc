"""What an S3 workload needs in requests and parts, and what it costs a month (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def requests(
    peak_uploads: Annotated[float, "uploads/s", Between(0, 1_000_000)] = 4000,
    object_mib: Annotated[float, "MiB", Between(0.001, 50_000_000)] = 12,
    part_mib: Annotated[float, "MiB a part", Between(5, 5120)] = 8,
    peak_reads: Annotated[float, "reads/s", Between(0, 10_000_000)] = 30000,
    hottest_share: Annotated[float, "of all requests to one prefix", Between(0, 1)] = 0.3,
) -> Annotated[float, "partitions"]:
    """What the peak asks of the key space.

    Answer: The peak needs {partitions_at_least} of the key space: {write_rate} of writes, of
    which the hottest prefix takes {hottest_writes}.
    Chart: partitions_for_writes, partitions_for_reads against peak_uploads
    """
    parts: Annotated[float, "parts an upload"] = ceil(object_mib / part_mib)
    writes_an_upload: Annotated[float, "requests an upload"] = parts + 2 if parts > 1 else 1
    write_rate: Annotated[float, "requests/s"] = peak_uploads * writes_an_upload
    partitions_for_writes: Annotated[float, "partitions"] = ceil(
        write_rate / fact("s3.prefix-writes")
    )
    partitions_for_reads: Annotated[float, "partitions"] = ceil(
        peak_reads / fact("s3.prefix-reads")
    )
    hottest_writes: Annotated[float, "% of a partition's floor"] = (
        100 * hottest_share * write_rate / fact("s3.prefix-writes")
    )
    hottest_reads: Annotated[float, "% of a partition's floor"] = (
        100 * hottest_share * peak_reads / fact("s3.prefix-reads")
    )
    partitions_at_least: Annotated[float, "partitions"] = max(
        partitions_for_writes, partitions_for_reads
    )
    return partitions_at_least


def upload(
    object_gib: Annotated[float, "GiB", Between(0.005, 50_000)] = 2000,
    wished_part_mib: Annotated[float, "MiB", Between(5, 5120)] = 64,
    streams: Annotated[float, "parts at a time", Between(1, 1000)] = 32,
    mib_a_second: Annotated[float, "MiB/s of one stream", Between(0.1, 1000)] = 40,
) -> Annotated[float, "parts"]:
    """The parts of one large upload.

    Answer: {parts} of {part_mib} each, done in {hours}.
    Chart: hours against object_gib
    """
    smallest_that_fits: Annotated[float, "MiB"] = ceil(object_gib * 1024 / fact("s3.parts"))
    part_mib: Annotated[float, "MiB"] = max(
        wished_part_mib, smallest_that_fits, fact("s3.part-min")
    )
    share_of_largest_part: Annotated[float, "%"] = 100 * part_mib / (fact("s3.part-max") * 1024)
    parts: Annotated[float, "parts"] = ceil(object_gib * 1024 / part_mib)
    hours: Annotated[float, "hours"] = object_gib * 1024 / streams / mib_a_second / 3600
    request_bill: Annotated[float, "USD"] = (parts + 2) / 1000 * price("s3.put")
    return parts


def month(
    stored_gb: Annotated[float, "GB, averaged over the month", Between(0, 1_000_000_000)] = 500,
    old_versions: Annotated[float, "of that again in old versions", Between(0, 10)] = 0.1,
    puts_million: Annotated[float, "million", Between(0, 1_000_000)] = 2,
    gets_million: Annotated[float, "million", Between(0, 1_000_000)] = 20,
    out_gb: Annotated[float, "GB to the internet", Between(0, 100_000_000)] = 200,
) -> Annotated[float, "USD"]:
    """A month in S3 Standard, every unit at the price of the first tier.

    Answer: {month}: storage {storage_bill}, requests {put_bill} and {get_bill}, traffic
    {traffic_bill}.
    Chart: storage_bill, traffic_bill against stored_gb
    """
    storage_bill: Annotated[float, "USD"] = stored_gb * price("s3.standard")
    version_bill: Annotated[float, "USD"] = stored_gb * old_versions * price("s3.standard")
    put_bill: Annotated[float, "USD"] = puts_million * 1000 * price("s3.put")
    get_bill: Annotated[float, "USD"] = gets_million * 1000 * price("s3.get")
    traffic_bill: Annotated[float, "USD"] = out_gb * price("s3.egress")
    month: Annotated[float, "USD a month"] = (
        storage_bill + version_bill + put_bill + get_bill + traffic_bill
    )
    return month


def move_to_infrequent_access(
    objects_million: Annotated[float, "million", Between(0.001, 1_000_000)] = 1000,
    object_kb: Annotated[float, "KB", Between(0.1, 5_000_000)] = 200,
    read_share: Annotated[float, "of the bytes read a month", Between(0, 100)] = 0.1,
) -> Annotated[float, "months (999: never)"]:
    """Standard-IA against Standard, for objects that are moved by a lifecycle rule.

    Answer: It saves {saved} and costs {transition_bill} to move: paid back after
    {months_to_pay_back}.
    Chart: standard_bill, infrequent_bill against object_kb
    """
    stored_gb: Annotated[float, "GB"] = objects_million * 1000000 * object_kb / 1048576
    billed_gb: Annotated[float, "GB billed in Standard-IA"] = (
        objects_million * 1000000 * max(object_kb, fact("s3.billable-size")) / 1048576
    )
    standard_bill: Annotated[float, "USD a month"] = stored_gb * price("s3.standard")
    infrequent_bill: Annotated[float, "USD a month"] = billed_gb * price(
        "s3.ia"
    ) + stored_gb * read_share * price("s3.ia-retrieval")
    saved: Annotated[float, "USD a month"] = standard_bill - infrequent_bill
    transition_bill: Annotated[float, "USD, once"] = (
        objects_million * 1000 * price("s3.transition-ia")
    )
    kept_of_a_gb: Annotated[float, "USD a month"] = price("s3.standard") - read_share * price(
        "s3.ia-retrieval"
    )
    smallest_that_saves: Annotated[float, "KB"] = (
        fact("s3.billable-size") * price("s3.ia") / max(kept_of_a_gb, 0.000001)
    )
    months_to_pay_back: Annotated[float, "months (999: never)"] = (
        transition_bill / saved if saved > 0 else 999
    )
    return months_to_pay_back
