"""What a relational database and its cache need, and what they cost a month (us-east-1)."""

from __future__ import annotations

from math import floor
from typing import Annotated

from estimates.terms import Between, fact, price


def connections(
    tasks: Annotated[float, "tasks", Between(1, 20_000)] = 60,
    pool: Annotated[float, "connections in each task's pool", Between(1, 500)] = 20,
    memory_gib: Annotated[float, "GiB of the instance", Between(1, 4096)] = 16,
    requests: Annotated[float, "statements/s", Between(1, 1_000_000)] = 8000,
    statement_ms: Annotated[float, "ms for a statement", Between(0.1, 10_000)] = 5,
) -> Annotated[float, "connections"]:
    """Connections asked for, allowed and needed.

    Answer: The pools may open {opened} against a default of {allowed}; busy at any moment are only
    {busy}.
    Chart: opened, allowed against tasks
    """
    opened: Annotated[float, "connections"] = tasks * pool
    allowed: Annotated[float, "connections"] = min(
        floor(memory_gib * 1073741824 / fact("aurora.connection-memory")),
        fact("aurora.connection-default-cap"),
    )
    share_of_max_connections: Annotated[float, "%"] = 100 * opened / allowed
    busy: Annotated[float, "connections"] = requests * statement_ms / 1000
    pool_that_would_do: Annotated[float, "connections in each task's pool"] = 2 * busy / tasks
    return opened


def aurora_month(
    instances: Annotated[float, "instances, writer included", Between(1, 16)] = 2,
    average_acu: Annotated[float, "ACU of each, on average", Between(0, 256)] = 4,
    stored_gib: Annotated[float, "GiB", Between(1, 262_144)] = 200,
    io_a_second: Annotated[float, "I/O requests/s", Between(0, 1_000_000)] = 500,
) -> Annotated[float, "USD"]:
    """A month of Aurora serverless, Standard against I/O-Optimized.

    Answer: Standard costs {standard_month} and I/O-Optimized {optimized_month}; of the Standard
    bill {io_share} is I/O.
    Chart: standard_month, optimized_month against io_a_second
    """
    hours: Annotated[float, "h"] = 730
    acu_hours: Annotated[float, "ACU-hours"] = instances * average_acu * hours
    compute_bill: Annotated[float, "USD"] = acu_hours * price("aurora.acu-hour")
    storage_bill: Annotated[float, "USD"] = stored_gib * price("aurora.storage")
    io_bill: Annotated[float, "USD"] = io_a_second * hours * 3600 / 1000000 * price("aurora.io")
    standard_month: Annotated[float, "USD a month"] = compute_bill + storage_bill + io_bill
    optimized_month: Annotated[float, "USD a month"] = acu_hours * price(
        "aurora.acu-hour-io"
    ) + stored_gib * price("aurora.storage-io")
    io_share: Annotated[float, "%"] = 100 * io_bill / standard_month
    return standard_month


def cache(
    reads: Annotated[float, "reads/s at the peak", Between(1, 10_000_000)] = 40000,
    hit_ratio: Annotated[float, "of the reads hit", Between(0, 1)] = 0.95,
    keys: Annotated[float, "keys kept", Between(1, 10_000_000_000)] = 3_000_000,
    value_kb: Annotated[float, "KB", Between(0.01, 1000)] = 2,
    hottest_share: Annotated[float, "of the reads go to one key", Between(0, 1)] = 0.02,
    average_share: Annotated[float, "of the peak, on average", Between(0.01, 1)] = 0.4,
) -> Annotated[float, "USD"]:
    """A serverless cache: what it holds, what it takes off the database, what it costs.

    Answer: {month} for {stored_gb}; the database still gets {database_reads}, and all
    {reads_without_cache} when the cache is lost.
    Chart: database_reads against hit_ratio
    """
    overhead_kb: Annotated[float, "KB for key and bookkeeping, assumed"] = 0.1
    stored_gb: Annotated[float, "GB"] = keys * (value_kb + overhead_kb) / 1000000
    metered_gb: Annotated[float, "GB"] = max(stored_gb, fact("aurora.cache-minimum"))
    ecpus_a_command: Annotated[float, "ECPUs"] = max(1, value_kb / fact("aurora.cache-ecpu-size"))
    database_reads: Annotated[float, "reads/s"] = reads * (1 - hit_ratio)
    reads_without_cache: Annotated[float, "reads/s"] = reads
    ecpus: Annotated[float, "ECPU/s"] = (reads + database_reads) * ecpus_a_command
    share_of_cache_ecpus: Annotated[float, "%"] = 100 * ecpus / fact("aurora.cache-ecpu-max")
    share_of_hot_slot: Annotated[float, "%"] = (
        100 * reads * hottest_share * ecpus_a_command / fact("aurora.cache-slot-ecpu")
    )
    storage_bill: Annotated[float, "USD"] = metered_gb * 730 * price("aurora.cache-gb-hour")
    request_bill: Annotated[float, "USD"] = (
        ecpus * average_share * 730 * 3600 / 1000000 * price("aurora.cache-ecpu")
    )
    month: Annotated[float, "USD a month"] = storage_bill + request_bill
    return month


def dsql_month(
    transactions: Annotated[float, "transactions/s, on average", Between(0, 1_000_000)] = 100,
    dpus: Annotated[float, "DPUs a transaction, measured", Between(0.001, 1000)] = 0.5,
    write_share: Annotated[float, "of the DPUs are writes", Between(0, 1)] = 0.3,
    peers: Annotated[float, "further Regions", Between(0, 1)] = 1,
    stored_gb: Annotated[float, "GB", Between(0, 262_144)] = 200,
) -> Annotated[float, "USD"]:
    """A month of Aurora DSQL.

    Answer: {month}: activity {activity_bill}, of which the other Region {peer_bill}, and storage
    {storage_bill}.
    """
    million_dpus: Annotated[float, "million DPUs"] = transactions * 730 * 3600 * dpus / 1000000
    peer_dpus: Annotated[float, "million DPUs"] = million_dpus * write_share * peers
    peer_bill: Annotated[float, "USD"] = peer_dpus * price("aurora.dsql-dpu")
    activity_bill: Annotated[float, "USD"] = million_dpus * price("aurora.dsql-dpu") + peer_bill
    storage_bill: Annotated[float, "USD"] = stored_gb * (1 + peers) * price("aurora.dsql-gb")
    month: Annotated[float, "USD a month"] = activity_bill + storage_bill
    return month
