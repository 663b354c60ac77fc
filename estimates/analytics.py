"""What queries over a lake and a search domain need, and what they cost a month (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def lake_month(
    raw_gb: Annotated[float, "GB of JSON a day", Between(0.1, 1_000_000)] = 500,
    compression: Annotated[float, "times smaller as Parquet", Between(1, 20)] = 6,
    queries: Annotated[float, "queries a day", Between(0, 1_000_000)] = 2000,
    days_read: Annotated[float, "days read by a query", Between(0.04, 400)] = 7,
    column_share: Annotated[float, "of the columns read", Between(0.01, 1)] = 0.15,
    job_dpus: Annotated[float, "DPUs converting", Between(2, 1000)] = 20,
    job_minutes: Annotated[float, "minutes a day", Between(1, 1440)] = 60,
) -> Annotated[float, "USD"]:
    """A month of ad-hoc SQL over a lake.

    Answer: {month}: scans {scan_bill}, conversion {job_bill}. The same queries over the raw JSON
    would cost {raw_bill}.
    Chart: scan_bill, raw_bill against days_read
    """
    parquet_gb: Annotated[float, "GB of Parquet a day"] = raw_gb / compression
    scanned_gb: Annotated[float, "GB a query"] = max(
        parquet_gb * days_read * column_share, fact("analytics.min-charge") / 1000
    )
    scan_bill: Annotated[float, "USD"] = (
        queries * 30 * scanned_gb / 1000 * price("analytics.athena-scan")
    )
    job_bill: Annotated[float, "USD"] = (
        job_dpus * job_minutes / 60 * 30 * price("analytics.glue-dpu")
    )
    raw_bill: Annotated[float, "USD"] = (
        queries * 30 * raw_gb * days_read / 1000 * price("analytics.athena-scan")
    )
    month: Annotated[float, "USD a month"] = scan_bill + job_bill
    return month


def small_files(
    table_gb: Annotated[float, "GB read by a query", Between(0.01, 1_000_000)] = 400,
    file_mb: Annotated[float, "MB a file", Between(0.01, 1024)] = 2,
    reads_a_file: Annotated[float, "GETs a file", Between(1, 50)] = 4,
    queries: Annotated[float, "queries a day", Between(0, 1_000_000)] = 2000,
) -> Annotated[float, "s"]:
    """What small files cost a query.

    Answer: {files_before} take at least {seconds_before} of S3's request rate in every query;
    compacted to {files_after} it is {seconds_after}. Requests alone cost {requests_bill_before}
    before and {requests_bill_after} after.
    Chart: seconds_before, seconds_after against file_mb
    """
    files_before: Annotated[float, "files"] = ceil(table_gb * 1000 / file_mb)
    files_after: Annotated[float, "files"] = min(
        files_before, ceil(table_gb * 1000 / fact("analytics.s3tables-target"))
    )
    seconds_after: Annotated[float, "s"] = files_after * reads_a_file / fact("analytics.s3-reads")
    requests_bill_before: Annotated[float, "USD a month"] = (
        files_before * reads_a_file * queries * 30 / 1000000 * price("analytics.s3-get")
    )
    requests_bill_after: Annotated[float, "USD a month"] = (
        files_after * reads_a_file * queries * 30 / 1000000 * price("analytics.s3-get")
    )
    seconds_before: Annotated[float, "s"] = files_before * reads_a_file / fact("analytics.s3-reads")
    return seconds_before


def search_nodes(
    daily_gb: Annotated[float, "GB of logs a day", Between(0.1, 100_000)] = 400,
    hot_days: Annotated[float, "days kept hot", Between(1, 400)] = 14,
    replicas: Annotated[float, "replicas", Between(0, 2)] = 1,
    node_disk_gb: Annotated[float, "GB of disk a node", Between(10, 36_000)] = 2000,
    node_memory_gib: Annotated[float, "GiB of memory a node", Between(2, 768)] = 64,
    peak_factor: Annotated[float, "times the average at peak", Between(1, 100)] = 3,
) -> Annotated[float, "nodes"]:
    """Shards, disks and nodes for a log domain.

    Answer: {shards} on at least {nodes}: {nodes_for_disk} for the disks, {nodes_for_shards} for
    the shards. Ingestion wants {ingestion_units} at peak.
    Chart: nodes_for_disk, nodes_for_shards against daily_gb
    """
    primaries: Annotated[float, "shards"] = ceil(
        daily_gb * hot_days * fact("analytics.index-factor") / fact("analytics.shard-logs")
    )
    shards: Annotated[float, "shards"] = primaries * (1 + replicas)
    disk_gb: Annotated[float, "GB"] = (
        daily_gb * hot_days * (1 + replicas) * fact("analytics.storage-factor")
    )
    heap_gib: Annotated[float, "GiB of heap"] = min(
        node_memory_gib * fact("analytics.heap-share") / 100, fact("analytics.heap-max")
    )
    shards_a_node: Annotated[float, "shards a node"] = min(
        heap_gib * fact("analytics.shards-heap"), fact("analytics.shards-node")
    )
    nodes_for_disk: Annotated[float, "nodes"] = ceil(disk_gb / node_disk_gb)
    nodes_for_shards: Annotated[float, "nodes"] = ceil(shards / shards_a_node)
    ingestion_units: Annotated[float, "Ingestion OCUs"] = ceil(
        daily_gb * peak_factor / 86400 * 1000 / 1.048576 / fact("analytics.osis-rate")
    )
    share_of_ingestion_pipeline: Annotated[float, "%"] = (
        100 * ingestion_units / fact("analytics.osis-max")
    )
    nodes: Annotated[float, "nodes"] = max(3, nodes_for_disk, nodes_for_shards)
    return nodes


def search_month(
    nodes: Annotated[float, "data nodes", Between(1, 1000)] = 3,
    node_hour: Annotated[float, "USD a node-hour, from the price list", Between(0.01, 20)] = 0.4,
    disk_gb: Annotated[float, "GB of gp3 in all", Between(0, 10_000_000)] = 600,
    ocus: Annotated[float, "OCUs when busy", Between(1, 1700)] = 6,
    busy_hours: Annotated[float, "busy hours a day", Between(0, 24)] = 6,
    stored_gb: Annotated[float, "GB stored serverless", Between(0, 10_000_000)] = 200,
) -> Annotated[float, "USD"]:
    """A month of search: a domain against both generations of Serverless.

    Answer: The domain {domain_bill}, Classic {classic_bill}, NextGen {nextgen_bill}. Above
    {break_even_hours} busy NextGen costs more than the domain.
    Chart: domain_bill, classic_bill, nextgen_bill against busy_hours
    """
    domain_bill: Annotated[float, "USD a month"] = nodes * node_hour * 730 + disk_gb * price(
        "analytics.opensearch-gp3"
    )
    storage_bill: Annotated[float, "USD"] = stored_gb * price("analytics.serverless-storage")
    busy_bill: Annotated[float, "USD"] = ocus * busy_hours / 24 * 730 * price("analytics.ocu-hour")
    idle_floor_bill: Annotated[float, "USD"] = (
        fact("analytics.classic-floor") * (24 - busy_hours) / 24 * 730 * price("analytics.ocu-hour")
    )
    classic_bill: Annotated[float, "USD a month"] = (
        max(ocus, fact("analytics.classic-floor"))
        * busy_hours
        / 24
        * 730
        * price("analytics.ocu-hour")
        + idle_floor_bill
        + storage_bill
    )
    break_even_hours: Annotated[float, "hours a day"] = min(
        24,
        max(0, domain_bill - storage_bill) / (ocus * 730 / 24 * price("analytics.ocu-hour")),
    )
    nextgen_bill: Annotated[float, "USD a month"] = busy_bill + storage_bill
    return nextgen_bill
