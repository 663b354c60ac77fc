"""One billion events a day: shards, capacity modes, files and scans, consumers, and the month."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def shards(
    day_events: Annotated[float, "million events a day", Between(1, 1_000_000)] = 1000,
    event_kib: Annotated[float, "KiB", Between(0.05, 100)] = 0.5,
    peak_factor: Annotated[float, "peak second over the average", Between(1, 20)] = 3,
    headroom: Annotated[float, "of a shard left free", Between(0, 0.9)] = 0.3,
    packed: Annotated[float, "events in a record", Between(1, 500)] = 40,
    readers: Annotated[float, "applications that poll", Between(1, 5)] = 2,
    budgeted: Annotated[float, "shards in the budget", Between(1, 20_000)] = 12,
    stalled: Annotated[float, "min that a reader stood still at the peak", Between(1, 600)] = 14,
) -> Annotated[float, "shards"]:
    """Shards for the peak second, alone and packed.

    Answer: {shards_needed} once events are packed, {shards_alone} if each is a record of its own.
    The budget is at {budget_use} on average and at {budget_peak_use} in the peak second.
    Chart: shards_alone, shards_needed against peak_factor
    """
    average_events: Annotated[float, "events/s"] = day_events * 1000000 / 86400
    peak_events: Annotated[float, "events/s"] = average_events * peak_factor
    average_mib: Annotated[float, "MiB/s"] = average_events * event_kib / 1024
    peak_mib: Annotated[float, "MiB/s"] = peak_events * event_kib / 1024
    peak_records: Annotated[float, "packed records/s"] = peak_events / packed
    budget_use: Annotated[float, "% of the record limit"] = (
        100 * average_events / (budgeted * fact("kinesis.shard-write-records"))
    )
    budget_peak_use: Annotated[float, "% of the record limit"] = budget_use * peak_factor
    shards_for_bytes: Annotated[float, "shards"] = ceil(
        peak_mib / (fact("kinesis.shard-write-bytes") * (1 - headroom))
    )
    shards_for_packed: Annotated[float, "shards"] = ceil(
        peak_records / (fact("kinesis.shard-write-records") * (1 - headroom))
    )
    shards_alone: Annotated[float, "shards"] = max(
        shards_for_bytes, ceil(peak_events / (fact("kinesis.shard-write-records") * (1 - headroom)))
    )
    shards_for_reads: Annotated[float, "shards"] = ceil(
        peak_mib * readers / (fact("kinesis.shard-read-bytes") * (1 - headroom))
    )
    shards_needed: Annotated[float, "shards"] = max(
        shards_for_bytes, shards_for_packed, shards_for_reads
    )
    shard_use: Annotated[float, "% of the byte limit, at the peak"] = (
        100 * peak_mib / (shards_needed * fact("kinesis.shard-write-bytes"))
    )
    share_of_polled_reads: Annotated[float, "%"] = (
        100 * peak_mib * readers / (shards_needed * fact("kinesis.shard-read-bytes"))
    )
    share_of_shard_quota: Annotated[float, "%"] = 100 * shards_needed / fact("kinesis.shard-quota")
    hours_for_six: Annotated[float, "h"] = (
        6 * average_mib / (shards_needed * fact("kinesis.shard-read-bytes") / readers - average_mib)
    )
    minutes_behind: Annotated[float, "min"] = (
        stalled * peak_mib / (shards_needed * fact("kinesis.shard-read-bytes") / readers - peak_mib)
    )
    return shards_needed


def modes(
    day_events: Annotated[float, "million events a day", Between(1, 1_000_000)] = 1000,
    event_kib: Annotated[float, "KiB", Between(0.05, 25)] = 0.5,
    packed: Annotated[float, "events in a record", Between(1, 500)] = 40,
    shards_alone: Annotated[float, "shards unpacked", Between(1, 20_000)] = 50,
    shards_packed: Annotated[float, "shards packed", Between(1, 20_000)] = 25,
    readers: Annotated[float, "applications that poll", Between(1, 5)] = 2,
) -> Annotated[float, "USD"]:
    """A month of the stream in each mode, with and without packing, a day of retention.

    Answer: Provisioned and packed {provisioned_packed}, unpacked {provisioned_alone}. On demand
    {standard_packed}, unpacked {standard_alone}; Advantage, with its floor, {advantage_packed}.
    Chart: provisioned_packed, standard_packed, advantage_packed against day_events
    """
    month_events: Annotated[float, "million events a month"] = day_events * 730 / 24
    units_packed: Annotated[float, "million put units"] = (
        month_events / packed * ceil(event_kib * 1.024 * packed / fact("kinesis.put-unit"))
    )
    provisioned_alone: Annotated[float, "USD a month"] = shards_alone * 730 * price(
        "kinesis.shard-hour"
    ) + month_events * ceil(event_kib * 1.024 / fact("kinesis.put-unit")) * price(
        "kinesis.put-units"
    )
    provisioned_packed: Annotated[float, "USD a month"] = shards_packed * 730 * price(
        "kinesis.shard-hour"
    ) + units_packed * price("kinesis.put-units")
    gb_alone: Annotated[float, "GB billed, each event rounded up"] = (
        month_events
        * 1000000
        * ceil(event_kib / fact("kinesis.on-demand-rounding"))
        * fact("kinesis.on-demand-rounding")
        / 1048576
    )
    gb_packed: Annotated[float, "GB billed, each record rounded up"] = (
        month_events
        * 1000000
        / packed
        * ceil(event_kib * packed / fact("kinesis.on-demand-rounding"))
        * fact("kinesis.on-demand-rounding")
        / 1048576
    )
    standard_alone: Annotated[float, "USD a month"] = gb_alone * (
        price("kinesis.on-demand-in") + readers * price("kinesis.on-demand-out")
    ) + 730 * price("kinesis.on-demand-stream")
    standard_packed: Annotated[float, "USD a month"] = gb_packed * (
        price("kinesis.on-demand-in") + readers * price("kinesis.on-demand-out")
    ) + 730 * price("kinesis.on-demand-stream")
    floor_gb: Annotated[float, "GB billed at least, each way"] = (
        fact("kinesis.advantage-floor") * 730 * 3600 / 1024
    )
    advantage_packed: Annotated[float, "USD a month"] = max(gb_packed, floor_gb) * price(
        "kinesis.advantage-in"
    ) + max(gb_packed * readers, floor_gb) * price("kinesis.advantage-out")
    packing_saves: Annotated[float, "USD a month"] = provisioned_alone - provisioned_packed
    packing_saves_on_demand: Annotated[float, "USD a month"] = standard_alone - standard_packed
    return provisioned_packed


def files(
    day_events: Annotated[float, "million events a day", Between(1, 1_000_000)] = 1000,
    event_kib: Annotated[float, "KiB", Between(0.05, 100)] = 0.5,
    compression: Annotated[float, "times smaller as columns", Between(1, 50)] = 6,
    writers: Annotated[float, "parallel writers", Between(1, 512)] = 8,
    types: Annotated[float, "event types, each a partition", Between(1, 1000)] = 20,
    commit: Annotated[float, "s between commits", Between(1, 3600)] = 60,
    target_mb: Annotated[float, "MB a file after compaction", Between(1, 1024)] = 128,
    queries: Annotated[float, "queries a day", Between(0, 1_000_000)] = 1000,
    days_read: Annotated[float, "days read by a query", Between(0.04, 400)] = 7,
    types_read: Annotated[float, "of the types read", Between(0.001, 1)] = 0.1,
    columns_read: Annotated[float, "of the columns read", Between(0.01, 1)] = 0.15,
    reads_a_file: Annotated[float, "GETs a file", Between(1, 50)] = 4,
) -> Annotated[float, "USD"]:
    """Files a day, and what a query reads before and after the lake is put in order.

    Answer: {files_a_day} of {mean_mb}, compacted to {files_compacted}. A month of scans costs
    {scan_bill}, against {raw_scan_bill} over the raw lines.
    Chart: raw_scan_bill, columns_bill, scan_bill against days_read
    """
    raw_gb: Annotated[float, "GB of raw lines a day"] = day_events * event_kib * 1.024
    lake_gb: Annotated[float, "GB in columns a day"] = raw_gb / compression
    files_a_day: Annotated[float, "files a day"] = writers * types * 86400 / commit
    mean_mb: Annotated[float, "MB a file"] = lake_gb * 1000 / files_a_day
    files_compacted: Annotated[float, "files a day"] = min(
        files_a_day, max(24 * types, ceil(lake_gb * 1000 / target_mb))
    )
    opened_before: Annotated[float, "files"] = ceil(files_a_day * days_read * types_read)
    opened_after: Annotated[float, "files"] = ceil(files_compacted * days_read * types_read)
    seconds_before: Annotated[float, "s"] = opened_before * reads_a_file / fact("s3.prefix-reads")
    seconds_after: Annotated[float, "s"] = opened_after * reads_a_file / fact("s3.prefix-reads")
    get_bill_before: Annotated[float, "USD a month"] = (
        opened_before * reads_a_file * queries * 730 / 24 / 1000 * price("s3.get")
    )
    get_bill_after: Annotated[float, "USD a month"] = (
        opened_after * reads_a_file * queries * 730 / 24 / 1000 * price("s3.get")
    )
    put_bill: Annotated[float, "USD a month"] = files_a_day * 730 / 24 / 1000 * price("s3.put")
    raw_scan_bill: Annotated[float, "USD a month"] = (
        queries * 730 / 24 * raw_gb * days_read / 1000 * price("analytics.athena-scan")
    )
    columns_bill: Annotated[float, "USD a month"] = raw_scan_bill / compression * columns_read
    scanned_gb: Annotated[float, "GB a query"] = max(
        lake_gb * days_read * types_read * columns_read, fact("analytics.min-charge") / 1000
    )
    scan_bill: Annotated[float, "USD a month"] = (
        queries * 730 / 24 * scanned_gb / 1000 * price("analytics.athena-scan")
    )
    compaction_saves: Annotated[float, "USD a month"] = get_bill_before - get_bill_after
    return scan_bill


def consumers(
    day_events: Annotated[float, "million events a day", Between(1, 1_000_000)] = 1000,
    peak_factor: Annotated[float, "peak second over the average", Between(1, 20)] = 3,
    cpu_ms: Annotated[float, "ms of a core for an event", Between(0.01, 100)] = 0.2,
    spare: Annotated[float, "times the peak, to catch up", Between(1, 10)] = 1.5,
    remembered: Annotated[float, "s that an event's id is remembered", Between(1, 86400)] = 1800,
    id_bytes: Annotated[float, "bytes of state for an id", Between(8, 1000)] = 120,
    batch: Annotated[float, "events a Lambda batch", Between(1, 100_000)] = 4000,
) -> Annotated[float, "USD"]:
    """A consumer that remembers ids: Flink, or Lambda with a table.

    Answer: Flink {flink_bill} with the ids in its state. Lambda {lambda_bill} for the computing,
    and {ids_bill} for a conditional write an event to remember what was seen.
    Chart: flink_bill, lambda_bill, ids_bill against day_events
    """
    average_events: Annotated[float, "events/s"] = day_events * 1000000 / 86400
    peak_events: Annotated[float, "events/s"] = average_events * peak_factor
    cores: Annotated[float, "KPUs at work"] = ceil(peak_events * cpu_ms / 1000 * spare)
    share_of_kpu_quota: Annotated[float, "%"] = 100 * cores / fact("kinesis.flink-kpus")
    state_gb: Annotated[float, "GB of ids at the peak"] = (
        peak_events * remembered * id_bytes / 1000000000
    )
    flink_bill: Annotated[float, "USD a month"] = (
        (cores + fact("kinesis.flink-orchestration")) * 730 * price("kinesis.flink-kpu-hour")
    )
    lambda_concurrency: Annotated[float, "batches at once, at the peak"] = (
        peak_events * cpu_ms / 1000
    )
    share_of_concurrency: Annotated[float, "%"] = (
        100 * lambda_concurrency / fact("lambda.concurrency-default")
    )
    lambda_bill: Annotated[float, "USD a month"] = (
        average_events
        * 730
        * 3600
        * (
            cpu_ms / 1000 * fact("lambda.memory-per-vcpu") / 1024 * price("lambda.duration-arm")
            + price("lambda.request") / 1000000 / batch
        )
    )
    share_of_table_quota: Annotated[float, "%"] = (
        100 * peak_events / fact("dynamodb.table-write-units")
    )
    ids_bill: Annotated[float, "USD a month"] = (
        average_events * 730 * 3600 / 1000000 * price("dynamodb.on-demand-write")
    )
    return flink_bill


def month(
    day_events: Annotated[float, "million events a day", Between(1, 1_000_000)] = 1000,
    event_kib: Annotated[float, "KiB", Between(0.05, 25)] = 0.5,
    peak_factor: Annotated[float, "peak second over the average", Between(1, 20)] = 3,
    packed: Annotated[float, "events in a request and a record", Between(1, 500)] = 40,
    collector: Annotated[float, "events/s a vCPU", Between(100, 100_000)] = 4000,
    shards_open: Annotated[float, "shards", Between(1, 20_000)] = 25,
    kpus: Annotated[float, "KPUs at work", Between(1, 1000)] = 11,
    merchants: Annotated[float, "thousand merchants active in a minute", Between(0.1, 1000)] = 20,
    rewrites: Annotated[float, "writes of a total", Between(1, 60)] = 3,
    lake_gb: Annotated[float, "GB in columns a day", Between(0.1, 1_000_000)] = 85.3,
    kept_months: Annotated[float, "months in the lake", Between(1, 120)] = 13,
    compacted: Annotated[float, "GB rewritten in a DPU-hour", Between(1, 500)] = 20,
    raw_days: Annotated[float, "days of the raw copy", Between(0, 365)] = 30,
    raw_packed: Annotated[float, "times smaller when compressed", Between(1, 20)] = 4,
    scan_bill: Annotated[float, "USD of scans", Between(0, 10_000_000)] = 1360,
    traced: Annotated[float, "of the requests traced", Between(0, 1)] = 0.01,
) -> Annotated[float, "USD"]:
    """The whole month, a line for each hop.

    Answer: {total}: collectors {collector_bill}, stream {stream_bill} and a week of replay
    {replay_bill}, Flink {flink_bill}, totals {totals_bill}, lake {lake_bill}, raw copy {raw_bill},
    compaction {compaction_bill}, queries {query_bill}, traces {trace_bill}.
    Chart: stream_bill, flink_bill, totals_bill, lake_bill against day_events
    """
    average_events: Annotated[float, "events/s"] = day_events * 1000000 / 86400
    raw_gb: Annotated[float, "GB a month"] = day_events * event_kib * 1.024 * 730 / 24
    vcpus: Annotated[float, "vCPUs"] = ceil(average_events * peak_factor / collector * 1.5)
    collector_bill: Annotated[float, "USD a month"] = vcpus * 730 * (
        price("containers.fargate-arm-vcpu") + 2 * price("containers.fargate-arm-gb")
    ) + 730 * (
        price("load-balancing.nlb-hour")
        + raw_gb / 730 / fact("load-balancing.nlcu-bytes") * price("load-balancing.nlcu")
    )
    stream_bill: Annotated[float, "USD a month"] = shards_open * 730 * price(
        "kinesis.shard-hour"
    ) + average_events * 730 * 3600 / packed / 1000000 * ceil(
        event_kib * 1.024 * packed / fact("kinesis.put-unit")
    ) * price("kinesis.put-units")
    replay_bill: Annotated[float, "USD a month"] = (
        shards_open * 730 * price("kinesis.extended-retention")
    )
    flink_bill: Annotated[float, "USD a month"] = (
        (kpus + fact("kinesis.flink-orchestration")) * 730 * price("kinesis.flink-kpu-hour")
    )
    totals_writes: Annotated[float, "writes/s"] = merchants * 1000 * rewrites / 60
    share_of_table_quota: Annotated[float, "%"] = (
        100 * totals_writes / fact("dynamodb.table-write-units")
    )
    totals_bill: Annotated[float, "USD a month"] = (
        totals_writes * 730 * 3600 / 1000000 * price("dynamodb.on-demand-write")
    )
    stored_gb: Annotated[float, "GB in the lake"] = lake_gb * 730 / 24 * kept_months
    lake_bill: Annotated[float, "USD a month"] = stored_gb * price("s3.standard")
    raw_bill: Annotated[float, "USD a month"] = raw_gb / 730 * 24 * raw_days / raw_packed * price(
        "s3.standard"
    ) + shards_open * 60 * 730 / 1000 * price("s3.put")
    compaction_bill: Annotated[float, "USD a month"] = (
        lake_gb * 730 / 24 / compacted * price("analytics.glue-optimizer")
    )
    query_bill: Annotated[float, "USD a month"] = scan_bill
    requests: Annotated[float, "million requests a month"] = (
        average_events / packed * 730 * 3600 / 1000000
    )
    traced_per_event: Annotated[float, "USD a month"] = (
        requests * packed * price("billion-events.trace-recorded")
    )
    traced_all: Annotated[float, "USD a month"] = requests * price("billion-events.trace-recorded")
    traced_default: Annotated[float, "USD a month"] = (
        fact("billion-events.default-reservoir") * 730 * 3600 / 1000000
        + (requests - fact("billion-events.default-reservoir") * 730 * 3600 / 1000000)
        * fact("billion-events.default-rate")
        / 100
    ) * price("billion-events.trace-recorded")
    trace_bill: Annotated[float, "USD a month"] = traced_all * traced
    sampling_saves: Annotated[float, "USD a month"] = traced_all - trace_bill
    cold_saves: Annotated[float, "USD a month"] = (
        lake_gb * 730 / 24 * max(kept_months - 3, 0) * (price("s3.standard") - price("s3.instant"))
    )
    total: Annotated[float, "USD a month"] = (
        collector_bill
        + stream_bill
        + replay_bill
        + flink_bill
        + totals_bill
        + lake_bill
        + raw_bill
        + compaction_bill
        + query_bill
        + trace_bill
    )
    share_of_a_million_events: Annotated[float, "USD for a million events"] = total / (
        day_events * 730 / 24
    )
    return total
