"""One million writes a second: the direct way, the collapsed way, and what each lever saves."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def direct(
    average_writes: Annotated[float, "writes/s", Between(1, 10_000_000)] = 1_000_000,
    peak_factor: Annotated[float, "times the average", Between(1, 20)] = 1.5,
    item_kb: Annotated[float, "KB", Between(0.1, 400)] = 0.5,
    utilisation: Annotated[float, "of what is provisioned is used", Between(0.1, 1)] = 0.6,
    kept_days: Annotated[float, "days kept in the table", Between(0, 365)] = 30,
) -> Annotated[float, "USD"]:
    """Every event as an item of one table.

    Answer: On demand {on_demand_bill}, provisioned {provisioned_bill}, before an index, a backup
    or a second Region.
    Chart: on_demand_bill, provisioned_bill against average_writes
    """
    write_units: Annotated[float, "write units/s"] = average_writes * ceil(
        item_kb / fact("dynamodb.write-unit-size")
    )
    peak_units: Annotated[float, "write units/s"] = write_units * peak_factor
    share_of_table_quota: Annotated[float, "%"] = (
        100 * peak_units / fact("dynamodb.table-write-units")
    )
    partitions: Annotated[float, "partitions at least"] = ceil(
        peak_units / fact("dynamodb.partition-write-units")
    )
    stored: Annotated[float, "GB"] = (
        average_writes
        * 86400
        * kept_days
        * (item_kb + fact("dynamodb.storage-overhead") / 1000)
        / 1000000
    )
    storage_bill: Annotated[float, "USD a month"] = stored * price("dynamodb.storage-standard")
    on_demand_bill: Annotated[float, "USD a month"] = (
        write_units * 730 * 3600 / 1000000 * price("dynamodb.on-demand-write") + storage_bill
    )
    provisioned_bill: Annotated[float, "USD a month"] = (
        write_units / utilisation * 730 * price("dynamodb.provisioned-write") + storage_bill
    )
    return on_demand_bill


def collapsed(
    devices: Annotated[float, "million devices", Between(0.01, 1000)] = 10,
    interval: Annotated[float, "s between two events of a device", Between(1, 3600)] = 10,
    event_kb: Annotated[float, "KB", Between(0.1, 100)] = 0.5,
    peak_factor: Annotated[float, "times the average", Between(1, 20)] = 1.5,
    packed: Annotated[float, "events in a record", Between(1, 500)] = 40,
    headroom: Annotated[float, "of a shard left free", Between(0, 0.9)] = 0.3,
    state_interval: Annotated[float, "s between two writes of a state", Between(1, 3600)] = 300,
    urgent: Annotated[float, "of the events are written at once", Between(0, 1)] = 0.002,
    state_kb: Annotated[float, "KB", Between(0.1, 400)] = 0.8,
    utilisation: Annotated[float, "of what is provisioned is used", Between(0.1, 1)] = 0.6,
    compression: Annotated[float, "times smaller as columns", Between(1, 50)] = 6,
    kept_months: Annotated[float, "months in the lake", Between(1, 120)] = 12,
) -> Annotated[float, "USD"]:
    """A log for every event, a table for the newest state, a lake for history.

    Answer: {month}: stream {stream_bill}, table {table_bill}, lake {lake_bill}, with {shards} and
    {state_writes}.
    Chart: stream_bill, table_bill, lake_bill against devices
    """
    events: Annotated[float, "events/s"] = devices * 1000000 / interval
    peak_events: Annotated[float, "events/s"] = events * peak_factor
    peak_mib: Annotated[float, "MiB/s"] = peak_events * event_kb / 1024
    peak_records: Annotated[float, "records/s"] = peak_events / packed
    shards_for_bytes: Annotated[float, "shards"] = ceil(
        peak_mib / (fact("kinesis.shard-write-bytes") * (1 - headroom))
    )
    shards_for_records: Annotated[float, "shards"] = ceil(
        peak_records / (fact("kinesis.shard-write-records") * (1 - headroom))
    )
    shards: Annotated[float, "shards"] = max(shards_for_bytes, shards_for_records)
    share_of_shard_quota: Annotated[float, "%"] = 100 * shards / fact("kinesis.shard-quota")
    spare_events: Annotated[float, "events/s to spare on average"] = (
        shards * fact("kinesis.shard-write-bytes") * 1024 / event_kb - events
    )
    catch_up: Annotated[float, "minutes for an hour of backlog"] = (
        60 * events / max(spare_events, 1)
    )
    stream_bill: Annotated[float, "USD a month"] = shards * 730 * price(
        "kinesis.shard-hour"
    ) + events / packed * 730 * 3600 / 1000000 * ceil(
        event_kb * packed / fact("kinesis.put-unit")
    ) * price("kinesis.put-units")
    state_writes: Annotated[float, "state writes/s"] = (
        devices * 1000000 / max(state_interval, interval) + events * urgent
    )
    state_units: Annotated[float, "write units/s"] = state_writes * ceil(
        state_kb / fact("dynamodb.write-unit-size")
    )
    provisioned_units: Annotated[float, "write units/s provisioned"] = state_units / utilisation
    share_of_table_quota: Annotated[float, "%"] = (
        100 * provisioned_units / fact("dynamodb.table-write-units")
    )
    table_bill: Annotated[float, "USD a month"] = provisioned_units * 730 * price(
        "dynamodb.provisioned-write"
    ) + devices * 1000000 * state_kb / 1000000 * price("dynamodb.storage-standard")
    lake_gb: Annotated[float, "GB in the lake"] = (
        events * 730 * 3600 * event_kb / 1000000 / compression * kept_months
    )
    lake_bill: Annotated[float, "USD a month"] = lake_gb * price("s3.standard")
    lake_day: Annotated[float, "GB of columns a day"] = (
        events * 86400 * event_kb / 1000000 / compression
    )
    month: Annotated[float, "USD a month"] = stream_bill + table_bill + lake_bill
    return month


def levers(
    events: Annotated[float, "events/s", Between(1, 10_000_000)] = 1_000_000,
    shards: Annotated[float, "shards", Between(1, 20_000)] = 1047,
    event_kb: Annotated[float, "KB", Between(0.1, 25)] = 0.5,
    packed: Annotated[float, "events in a record", Between(1, 500)] = 40,
    devices: Annotated[float, "million devices", Between(0.01, 1000)] = 10,
    urgent_writes: Annotated[float, "writes/s at once", Between(0, 1_000_000)] = 2000,
    longer: Annotated[float, "s between state writes, instead of 60", Between(60, 3600)] = 300,
    utilisation: Annotated[float, "of what is provisioned is used", Between(0.1, 1)] = 0.6,
    lake_gb: Annotated[float, "GB in the lake", Between(0, 1_000_000_000)] = 2628000,
    cold: Annotated[float, "of it is older than a month", Between(0, 1)] = 0.9,
) -> Annotated[float, "USD"]:
    """Three levers, each against the same design without it.

    Answer: Packing saves {packing_saves}, a longer interval {interval_saves}, a colder class
    {class_saves}.
    """
    units_alone: Annotated[float, "million put units a month"] = events * 730 * 3600 / 1000000
    units_packed: Annotated[float, "million put units a month"] = (
        events / packed * 730 * 3600 / 1000000 * ceil(event_kb * packed / fact("kinesis.put-unit"))
    )
    packing_saves: Annotated[float, "USD a month"] = (units_alone - units_packed) * price(
        "kinesis.put-units"
    )
    units_a_minute: Annotated[float, "write units/s"] = devices * 1000000 / 60 + urgent_writes
    units_longer: Annotated[float, "write units/s"] = devices * 1000000 / longer + urgent_writes
    interval_saves: Annotated[float, "USD a month"] = (
        (units_a_minute - units_longer) / utilisation * 730 * price("dynamodb.provisioned-write")
    )
    class_saves: Annotated[float, "USD a month"] = (
        lake_gb * cold * (price("s3.standard") - price("s3.instant"))
    )
    all_three: Annotated[float, "USD a month"] = packing_saves + interval_saves + class_saves
    reads_that_eat_it: Annotated[float, "%"] = (
        100 * (price("s3.standard") - price("s3.instant")) / price("s3.instant-retrieval")
    )
    shard_hours: Annotated[float, "USD a month that no lever touches"] = (
        shards * 730 * price("kinesis.shard-hour")
    )
    return all_three
