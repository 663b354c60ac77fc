"""What workflows and real-time channels need, and what they cost a month (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def workflow(
    starts: Annotated[float, "starts/s at the peak", Between(0.01, 100_000)] = 120,
    transitions: Annotated[float, "transitions an execution", Between(1, 100_000)] = 14,
    callbacks: Annotated[float, "callbacks an execution", Between(0, 100)] = 1,
    open_minutes: Annotated[float, "minutes open on average", Between(0.01, 525_600)] = 90,
    beats: Annotated[float, "heartbeats an hour while open", Between(0, 3600)] = 2,
    events: Annotated[float, "history events of the longest", Between(1, 100_000)] = 400,
) -> Annotated[float, "transitions/s"]:
    """What a Standard workflow takes from the account's quotas.

    Answer: The peak is {transitions_a_second}, with {open_executions} open at a time.
    Chart: share_of_start_rate, share_of_transition_rate, share_of_heartbeat_rate against starts
    """
    transitions_a_second: Annotated[float, "transitions/s"] = starts * transitions
    open_executions: Annotated[float, "executions"] = starts * open_minutes * 60
    share_of_start_rate: Annotated[float, "%"] = 100 * starts / fact("orchestration.start-rate")
    share_of_transition_rate: Annotated[float, "%"] = (
        100 * transitions_a_second / fact("orchestration.transition-rate")
    )
    share_of_callback_rate: Annotated[float, "%"] = (
        100 * starts * callbacks / fact("orchestration.callback-rate")
    )
    share_of_heartbeat_rate: Annotated[float, "%"] = (
        100 * open_executions * beats / 3600 / fact("orchestration.callback-rate")
    )
    share_of_open_executions: Annotated[float, "%"] = (
        100 * open_executions / fact("orchestration.open-executions")
    )
    history_used: Annotated[float, "% of the longest execution's history"] = (
        100 * events / fact("orchestration.history-events")
    )
    return transitions_a_second


def workflow_month(
    executions: Annotated[float, "million executions", Between(0.001, 100_000)] = 10,
    transitions: Annotated[float, "transitions an execution", Between(1, 10_000)] = 12,
    seconds: Annotated[float, "s an execution", Between(0.1, 300)] = 2,
    memory_mb: Annotated[float, "MB in Express", Between(1, 3000)] = 64,
) -> Annotated[float, "USD"]:
    """The same workflow a month, Standard and Express.

    Answer: Standard costs {standard_bill}, Express {express_bill}, before what the steps call.
    Chart: standard_bill, express_bill against transitions
    """
    standard_bill: Annotated[float, "USD"] = (
        executions * 1000000 * transitions / 1000 * price("orchestration.transition")
    )
    billed_seconds: Annotated[float, "s"] = ceil(seconds * 10) / 10
    billed_gb: Annotated[float, "GB"] = ceil(memory_mb / 64) * 64 / 1024
    request_bill: Annotated[float, "USD"] = executions * price("orchestration.express-request")
    duration_bill: Annotated[float, "USD"] = (
        executions * 1000000 * billed_seconds * billed_gb * price("orchestration.express-gb-second")
    )
    express_bill: Annotated[float, "USD"] = request_bill + duration_bill
    times: Annotated[float, "times Express"] = standard_bill / express_bill
    return standard_bill


def map_run(
    items: Annotated[float, "million items", Between(0.000001, 1000)] = 5,
    batch: Annotated[float, "items a child", Between(1, 10_000)] = 100,
    seconds: Annotated[float, "s a child", Between(0.1, 300)] = 20,
    width: Annotated[float, "children at a time", Between(1, 10_000)] = 500,
    transitions: Annotated[float, "transitions a child", Between(1, 100)] = 3,
) -> Annotated[float, "h"]:
    """A Distributed Map: how long, and what its children cost.

    Answer: {children} take {hours}; as Standard they cost {standard_bill}, as Express
    {express_bill}.
    Chart: standard_bill, express_bill against batch
    """
    children: Annotated[float, "children"] = ceil(items * 1000000 / batch)
    hours: Annotated[float, "h"] = ceil(children / width) * seconds / 3600
    share_of_map_width: Annotated[float, "%"] = 100 * width / fact("orchestration.map-concurrency")
    standard_bill: Annotated[float, "USD"] = (
        children * transitions / 1000 * price("orchestration.transition")
    )
    express_bill: Annotated[float, "USD"] = children / 1000000 * price(
        "orchestration.express-request"
    ) + children * ceil(seconds * 10) / 10 * 64 / 1024 * price("orchestration.express-gb-second")
    return hours


def realtime_month(
    clients: Annotated[float, "million clients", Between(0.0001, 1000)] = 1,
    hours: Annotated[float, "h connected a day", Between(0.01, 24)] = 2,
    notices: Annotated[float, "messages received a day each", Between(0, 100_000)] = 40,
    message_kb: Annotated[float, "KB", Between(0.1, 240)] = 1,
    peak: Annotated[float, "times the average at the peak", Between(1, 1000)] = 10,
) -> Annotated[float, "USD"]:
    """A month of an Event API with clients that listen.

    Answer: {month}: deliveries {delivery_bill}, connections {connection_bill}, connecting and
    subscribing the rest. After a cut, all of them are back in {reconnect} at the earliest.
    Chart: delivery_bill, connection_bill against notices
    """
    metered: Annotated[float, "metered messages a message"] = ceil(
        message_kb / fact("orchestration.metered-message")
    )
    delivered: Annotated[float, "million metered messages a month"] = (
        clients * notices * metered * 365 / 12
    )
    delivery_bill: Annotated[float, "USD"] = delivered * price("orchestration.event-operation")
    connection_bill: Annotated[float, "USD"] = (
        clients * hours * 60 * 365 / 12 * price("orchestration.event-connection-minute")
    )
    connect_bill: Annotated[float, "USD"] = (
        clients * 2 * 365 / 12 * price("orchestration.event-operation")
    )
    peak_rate: Annotated[float, "metered messages/s"] = (
        clients * 1000000 * notices * metered / 86400 * peak
    )
    share_of_outbound_rate: Annotated[float, "%"] = (
        100 * peak_rate / fact("orchestration.outbound-rate")
    )
    reconnect: Annotated[float, "minutes"] = (
        clients * 1000000 / fact("orchestration.connect-rate") / 60
    )
    month: Annotated[float, "USD a month"] = delivery_bill + connection_bill + connect_bill
    return month
