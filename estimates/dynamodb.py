"""What a DynamoDB table needs, and what it costs a month (us-east-1, Standard table class)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def capacity(
    peak_writes: Annotated[float, "writes/s", Between(0, 10_000_000)] = 6000,
    peak_reads: Annotated[float, "reads/s", Between(0, 10_000_000)] = 30000,
    item_kb: Annotated[float, "KB", Between(0.1, 400)] = 2.5,
    strong_share: Annotated[float, "of the reads", Between(0, 1)] = 0.2,
    stored_gb: Annotated[float, "GB", Between(0, 10_000_000)] = 500,
) -> Annotated[float, "partitions"]:
    """What the peak needs.

    Answer: The peak takes {write_units} and {read_units}, so at least {partitions_at_least}, if the
    keys were perfectly even.
    Chart: partitions_for_writes, partitions_for_reads, partitions_for_storage against peak_writes
    """
    units_a_write: Annotated[float, "write units"] = ceil(
        item_kb / fact("dynamodb.write-unit-size")
    )
    units_a_strong_read: Annotated[float, "read units"] = ceil(
        item_kb / fact("dynamodb.read-unit-size")
    )
    write_units: Annotated[float, "write units/s"] = peak_writes * units_a_write
    read_units: Annotated[float, "read units/s"] = (
        peak_reads * units_a_strong_read * (1 + strong_share) / 2
    )
    partitions_for_writes: Annotated[float, "partitions"] = ceil(
        write_units / fact("dynamodb.partition-write-units")
    )
    partitions_for_reads: Annotated[float, "partitions"] = ceil(
        read_units / fact("dynamodb.partition-read-units")
    )
    partitions_for_storage: Annotated[float, "partitions"] = ceil(
        stored_gb / fact("dynamodb.partition-size")
    )
    share_of_table_write_quota: Annotated[float, "%"] = (
        100 * write_units / fact("dynamodb.table-write-units")
    )
    share_of_table_read_quota: Annotated[float, "%"] = (
        100 * read_units / fact("dynamodb.table-read-units")
    )
    partitions_at_least: Annotated[float, "partitions"] = max(
        partitions_for_writes, partitions_for_reads, partitions_for_storage
    )
    return partitions_at_least


def shards(
    key_writes: Annotated[float, "writes/s to one key", Between(1, 10_000_000)] = 12000,
    item_kb: Annotated[float, "KB", Between(0.1, 400)] = 0.9,
    headroom: Annotated[float, "of a partition left free", Between(0, 0.9)] = 0.4,
    page_reads: Annotated[float, "reads/s of the whole key", Between(0, 1_000_000)] = 50,
    page_kb: Annotated[float, "KB read from each shard", Between(0.1, 1024)] = 4,
) -> Annotated[float, "shards"]:
    """How many shards a hot key needs, and what reading it back costs.

    Answer: {shards_needed} keep that headroom, and each read of the whole key becomes as many
    queries: {queries} in all.
    Chart: shards_needed against key_writes
    """
    write_units: Annotated[float, "write units/s"] = key_writes * ceil(
        item_kb / fact("dynamodb.write-unit-size")
    )
    units_a_shard: Annotated[float, "write units/s"] = fact("dynamodb.partition-write-units") * (
        1 - headroom
    )
    shards_needed: Annotated[float, "shards"] = ceil(write_units / units_a_shard)
    queries: Annotated[float, "queries/s"] = page_reads * shards_needed
    read_units: Annotated[float, "read units/s"] = (
        queries * ceil(page_kb / fact("dynamodb.read-unit-size")) / 2
    )
    share_of_a_shard: Annotated[float, "% of a shard's reads"] = (
        100 * read_units / shards_needed / fact("dynamodb.partition-read-units")
    )
    return shards_needed


def on_demand_month(
    average_writes: Annotated[float, "writes/s", Between(0, 10_000_000)] = 200,
    average_reads: Annotated[float, "reads/s", Between(0, 10_000_000)] = 1000,
    item_kb: Annotated[float, "KB", Between(0.1, 400)] = 2.5,
    strong_share: Annotated[float, "of the reads", Between(0, 1)] = 0.2,
    indexes: Annotated[float, "GSIs written by each write", Between(0, 20)] = 1,
    index_item_kb: Annotated[float, "KB in an index", Between(0.1, 400)] = 0.5,
    stored_gb: Annotated[float, "GB", Between(0, 10_000_000)] = 100,
) -> Annotated[float, "USD"]:
    """A month on demand.

    Answer: {month}: writes {write_bill}, reads {read_bill}, storage and backup the rest.
    """
    seconds: Annotated[float, "s"] = 730 * 3600
    table_units: Annotated[float, "write units a write"] = ceil(
        item_kb / fact("dynamodb.write-unit-size")
    )
    index_units: Annotated[float, "write units a write"] = indexes * ceil(
        index_item_kb / fact("dynamodb.write-unit-size")
    )
    write_bill: Annotated[float, "USD"] = (
        average_writes
        * seconds
        / 1000000
        * (table_units + index_units)
        * price("dynamodb.on-demand-write")
    )
    read_units: Annotated[float, "read units a read"] = (
        ceil(item_kb / fact("dynamodb.read-unit-size")) * (1 + strong_share) / 2
    )
    read_bill: Annotated[float, "USD"] = (
        average_reads * seconds / 1000000 * read_units * price("dynamodb.on-demand-read")
    )
    storage_bill: Annotated[float, "USD"] = stored_gb * price("dynamodb.storage-standard")
    backup_bill: Annotated[float, "USD"] = stored_gb * price("dynamodb.pitr")
    month: Annotated[float, "USD a month"] = write_bill + read_bill + storage_bill + backup_bill
    return month


def provisioned_against_on_demand(
    average_write_units: Annotated[float, "write units/s", Between(1, 10_000_000)] = 10000,
    utilisation: Annotated[float, "of what is provisioned is used", Between(0.1, 1)] = 0.5,
) -> Annotated[float, "%"]:
    """Provisioned writes against on-demand writes, a month.

    Answer: Provisioned costs {provisioned_bill}, on demand {on_demand_bill}; below a utilisation
    of {break_even_utilisation} on demand is the cheaper mode.
    Chart: provisioned_bill, on_demand_bill against utilisation
    """
    provisioned: Annotated[float, "WCU"] = average_write_units / utilisation
    provisioned_bill: Annotated[float, "USD"] = (
        provisioned * 730 * price("dynamodb.provisioned-write")
    )
    on_demand_bill: Annotated[float, "USD"] = (
        average_write_units * 730 * 3600 / 1000000 * price("dynamodb.on-demand-write")
    )
    break_even_utilisation: Annotated[float, "%"] = (
        100
        * price("dynamodb.provisioned-write")
        / (3600 / 1000000 * price("dynamodb.on-demand-write"))
    )
    return break_even_utilisation
