"""What queues, topics and buses must bear, and what they cost a month (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def consumers(
    average: Annotated[float, "messages/s", Between(0.1, 1_000_000)] = 400,
    peak: Annotated[float, "messages/s", Between(0.1, 1_000_000)] = 1200,
    peak_minutes: Annotated[float, "minutes", Between(1, 10_000)] = 30,
    work_seconds: Annotated[float, "s of work for a message", Between(0.001, 43_200)] = 2,
    threads: Annotated[float, "messages at a time in one consumer", Between(1, 10_000)] = 20,
    fleet: Annotated[float, "consumers", Between(1, 100_000)] = 60,
) -> Annotated[float, "minutes"]:
    """Consumers, messages in flight, and how long a peak takes to drain.

    Answer: {consumers_for_the_average} for the average, {consumers_for_the_peak} for the peak;
    this fleet drains the peak in {drain}, and a message waits {wait_at_worst} at worst.
    Chart: drain, wait_at_worst against fleet
    """
    one_consumer: Annotated[float, "messages/s"] = threads / work_seconds
    fleet_rate: Annotated[float, "messages/s"] = fleet * one_consumer
    consumers_for_the_average: Annotated[float, "consumers"] = ceil(average / one_consumer)
    consumers_for_the_peak: Annotated[float, "consumers"] = ceil(peak / one_consumer)
    in_flight: Annotated[float, "messages"] = fleet * threads
    share_of_in_flight_quota: Annotated[float, "%"] = (
        100 * in_flight / fact("messaging.sqs-in-flight")
    )
    backlog: Annotated[float, "messages at the end of the peak"] = max(
        0, (peak - fleet_rate) * peak_minutes * 60
    )
    wait_at_worst: Annotated[float, "minutes"] = backlog / fleet_rate / 60
    spare_rate: Annotated[float, "messages/s"] = max(fleet_rate - average, 0.001)
    drain: Annotated[float, "minutes"] = backlog / spare_rate / 60
    return drain


def fifo(
    peak: Annotated[float, "messages/s", Between(0.1, 1_000_000)] = 5000,
    batch: Annotated[float, "messages in a call", Between(1, 10)] = 1,
    work_seconds: Annotated[float, "s of work for a message", Between(0.001, 43_200)] = 0.1,
    hottest_share: Annotated[float, "of the messages in the hottest group", Between(0, 1)] = 0.004,
) -> Annotated[float, "% of one group"]:
    """Whether a FIFO queue bears the peak, and whether its hottest group does.

    Answer: {calls} at the peak, and the hottest group is used to {load_of_hottest}.
    """
    calls: Annotated[float, "sends/s"] = peak / batch
    share_of_plain_quota: Annotated[float, "%"] = 100 * calls / fact("messaging.sqs-fifo-tps")
    share_of_high_throughput: Annotated[float, "%"] = (
        100 * calls / fact("messaging.sqs-fifo-high-tps")
    )
    group_rate: Annotated[float, "messages/s of one group, one at a time"] = 1 / work_seconds
    groups_at_least: Annotated[float, "groups busy at once"] = ceil(peak / group_rate)
    hottest_group: Annotated[float, "messages/s"] = peak * hottest_share
    load_of_hottest: Annotated[float, "% of one group"] = 100 * hottest_group / group_rate
    return load_of_hottest


def fan_out_month(
    average: Annotated[float, "messages/s", Between(0, 1_000_000)] = 20,
    size_kb: Annotated[float, "KB", Between(0.1, 1024)] = 4,
    queues: Annotated[float, "queues behind the topic", Between(1, 100)] = 3,
    wanted: Annotated[float, "of the messages pass a filter", Between(0, 1)] = 0.5,
    batch: Annotated[float, "messages in a receive or delete", Between(1, 10)] = 1,
    pollers: Annotated[float, "idle long polls at a time, each queue", Between(0, 10_000)] = 2,
) -> Annotated[float, "USD"]:
    """A month of an SNS topic with standard SQS queues behind it.

    Answer: {month}, of which empty polls are {idle_bill}.
    Chart: receive_bill, publish_bill against average
    """
    messages: Annotated[float, "million"] = average * 730 * 3600 / 1000000
    chunks: Annotated[float, "chunks a message"] = ceil(size_kb / fact("messaging.sqs-chunk"))
    publish_bill: Annotated[float, "USD"] = messages * chunks * price("messaging.sns-publish")
    copies: Annotated[float, "million"] = messages * queues * wanted
    receives: Annotated[float, "million requests"] = copies * max(
        1 / batch, size_kb / fact("messaging.sqs-chunk")
    )
    deletes: Annotated[float, "million requests"] = copies / batch
    empty_receives: Annotated[float, "million requests"] = (
        queues * pollers * 730 * 3600 / fact("messaging.sqs-long-poll") / 1000000
    )
    receive_bill: Annotated[float, "USD"] = receives * price("messaging.sqs-standard")
    delete_bill: Annotated[float, "USD"] = deletes * price("messaging.sqs-standard")
    idle_bill: Annotated[float, "USD"] = empty_receives * price("messaging.sqs-standard")
    month: Annotated[float, "USD a month"] = publish_bill + receive_bill + delete_bill + idle_bill
    return month


def bus_month(
    average: Annotated[float, "events/s", Between(0, 1_000_000)] = 20,
    size_kb: Annotated[float, "KB", Between(0.1, 1024)] = 4,
    other_accounts: Annotated[float, "accounts that each event goes to", Between(0, 100)] = 2,
    archived_days: Annotated[float, "days kept in the archive", Between(0, 3650)] = 30,
    piped: Annotated[float, "of the events come through a pipe", Between(0, 1)] = 1,
) -> Annotated[float, "USD"]:
    """A month of a Classic event bus with an archive, in its steady state.

    Answer: {month}: events {ingest_bill}, copies to other accounts {cross_account_bill}.
    Chart: ingest_bill, cross_account_bill, pipe_bill against average
    """
    events: Annotated[float, "million"] = average * 730 * 3600 / 1000000
    chunks: Annotated[float, "events billed for one"] = ceil(
        size_kb / fact("messaging.eventbridge-chunk")
    )
    ingest_bill: Annotated[float, "USD"] = events * chunks * price("messaging.eventbridge-event")
    cross_account_bill: Annotated[float, "USD"] = (
        events * chunks * other_accounts * price("messaging.eventbridge-cross-account-event")
    )
    archived_gb: Annotated[float, "GB a month into the archive"] = (
        min(archived_days, 1) * events * size_kb
    )
    archive_bill: Annotated[float, "USD"] = archived_gb * price("messaging.eventbridge-archive")
    storage_bill: Annotated[float, "USD"] = (
        archived_gb * archived_days / 30 * price("messaging.eventbridge-archive-storage")
    )
    pipe_bill: Annotated[float, "USD"] = events * piped * price("messaging.pipes-request")
    month: Annotated[float, "USD a month"] = (
        ingest_bill + cross_account_bill + archive_bill + storage_bill + pipe_bill
    )
    return month
