"""What a saga over outboxes costs a month, and how fast a backlog drains (us-east-1)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def month(
    orders: Annotated[float, "orders/s on average", Between(0.001, 100_000)] = 50,
    steps: Annotated[float, "steps of the saga", Between(1, 30)] = 4,
    undone: Annotated[float, "of the orders are undone half-way", Between(0, 1)] = 0.04,
    state_kb: Annotated[float, "KB of state an item", Between(0.1, 400)] = 1.5,
    row_kb: Annotated[float, "KB an outbox row", Between(0.1, 60)] = 0.8,
    keep_days: Annotated[float, "days that rows are kept", Between(1, 60)] = 15,
    memory_gb: Annotated[float, "GB of memory a function", Between(0.125, 10)] = 0.25,
    handle_ms: Annotated[float, "ms a message", Between(1, 10000)] = 40,
) -> Annotated[float, "USD"]:
    """A month of orders: coordinator, services, outboxes, bus and queues.

    Answer: {total}, which is {per_thousand} for a thousand orders: transactions {write_bill}, kept
    rows {row_bill}, bus {bus_bill}, queues {queue_bill}, functions {function_bill}.
    """
    orders_a_month: Annotated[float, "million orders"] = orders * 730 * 3600 / 1000000
    commands: Annotated[float, "commands an order"] = steps + undone * steps / 2
    messages: Annotated[float, "messages an order"] = 2 * commands
    transactions: Annotated[float, "transactions an order"] = 1 + messages
    units: Annotated[float, "write units a transaction"] = 2 * (
        1
        + ceil(state_kb / fact("dynamodb.write-unit-size"))
        + ceil(row_kb / fact("dynamodb.write-unit-size"))
    )
    write_bill: Annotated[float, "USD"] = (
        orders_a_month * transactions * units * price("dynamodb.on-demand-write")
    )
    kept: Annotated[float, "GB"] = (
        orders * keep_days * 86400 * transactions * (row_kb + 0.3) / 1000000
    )
    row_bill: Annotated[float, "USD"] = kept * price("dynamodb.storage-standard")
    bus_bill: Annotated[float, "USD"] = (
        orders_a_month * messages * price("messaging.eventbridge-event")
    )
    queue_bill: Annotated[float, "USD"] = (
        orders_a_month * messages * 1.2 * price("messaging.sqs-standard")
    )
    invocations: Annotated[float, "million invocations"] = orders_a_month * messages * 2 / 10
    gb_seconds: Annotated[float, "million GB-seconds"] = (
        orders_a_month * messages * 2 * handle_ms / 1000 * memory_gb
    )
    function_bill: Annotated[float, "USD"] = invocations * price(
        "lambda.request"
    ) + gb_seconds * 1000000 * price("lambda.duration-arm")
    total: Annotated[float, "USD a month"] = (
        write_bill + row_bill + bus_bill + queue_bill + function_bill
    )
    per_thousand: Annotated[float, "USD"] = total / orders_a_month / 1000
    return total


def coordinator(
    orders: Annotated[float, "orders/s on average", Between(0.001, 100_000)] = 50,
    steps: Annotated[float, "steps of the saga", Between(1, 30)] = 4,
    undone: Annotated[float, "of the orders are undone half-way", Between(0, 1)] = 0.04,
    frame: Annotated[float, "transitions beside the steps", Between(0, 50)] = 3,
    units: Annotated[float, "write units a transaction", Between(2, 400)] = 8,
    engineer_month: Annotated[float, "USD an engineer's month", Between(0, 100_000)] = 15000,
    upkeep: Annotated[float, "of an engineer for a coordinator of one's own", Between(0, 10)] = 0.2,
) -> Annotated[float, "USD"]:
    """Coordinator of one's own against Step Functions Standard, a month.

    Answer: Your own costs {own_bill} with its upkeep, Step Functions {workflow_bill}; they meet at
    {break_even}.
    Chart: own_bill, workflow_bill against orders
    """
    orders_a_month: Annotated[float, "million orders"] = orders * 730 * 3600 / 1000000
    commands: Annotated[float, "commands an order"] = steps + undone * steps / 2
    own_an_order: Annotated[float, "USD a million orders"] = (1 + commands) * units * price(
        "dynamodb.on-demand-write"
    ) + 2 * commands * price("messaging.eventbridge-event")
    workflow_an_order: Annotated[float, "USD a million orders"] = (
        (frame + commands) * price("orchestration.transition") * 1000
    )
    upkeep_bill: Annotated[float, "USD"] = engineer_month * upkeep
    own_bill: Annotated[float, "USD"] = orders_a_month * own_an_order + upkeep_bill
    workflow_bill: Annotated[float, "USD"] = orders_a_month * workflow_an_order
    share_of_start_rate: Annotated[float, "%"] = 100 * orders / fact("orchestration.start-rate")
    share_of_transition_rate: Annotated[float, "%"] = (
        100 * orders * (frame + commands) / fact("orchestration.transition-rate")
    )
    break_even: Annotated[float, "orders/s"] = (
        upkeep_bill / (workflow_an_order - own_an_order) * 1000000 / 730 / 3600
    )
    return break_even


def drain(
    rows: Annotated[float, "outbox rows/s", Between(0.1, 1_000_000)] = 420,
    shards: Annotated[float, "open shards of the stream", Between(1, 10_000)] = 8,
    parallel: Annotated[float, "batches at once from a shard", Between(1, 10)] = 2,
    batch: Annotated[float, "rows a batch", Between(1, 10_000)] = 100,
    batch_ms: Annotated[float, "ms a batch", Between(1, 900_000)] = 500,
    outage_hours: Annotated[float, "hours without a bus", Between(0, 24)] = 3,
) -> Annotated[float, "minutes"]:
    """After an outage of the bus: how long until the outbox is empty again.

    Answer: {backlog} wait; at {speed} they are gone after {catch_up}. The oldest has used
    {memory_used}.
    Chart: catch_up against outage_hours
    """
    backlog: Annotated[float, "rows"] = rows * outage_hours * 3600
    speed: Annotated[float, "rows/s"] = shards * parallel * batch / (batch_ms / 1000)
    spare: Annotated[float, "rows/s"] = max(speed - rows, 0.001)
    catch_up: Annotated[float, "minutes"] = backlog / spare / 60
    concurrency: Annotated[float, "concurrent executions"] = shards * parallel
    share_of_put_rate: Annotated[float, "%"] = (
        100 * speed / fact("messaging.eventbridge-batch") / fact("messaging.eventbridge-put-rate")
    )
    share_of_concurrency: Annotated[float, "%"] = (
        100 * concurrency / fact("lambda.concurrency-default")
    )
    memory_used: Annotated[float, "% of what the stream remembers"] = (
        100 * outage_hours / fact("dynamodb.streams-retention")
    )
    return catch_up
