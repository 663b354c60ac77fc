"""A cart on its busiest day: what the table bears, what one item bears, and what the day costs."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def load(
    shoppers: Annotated[float, "shoppers in the busiest hour", Between(1, 1_000_000_000)] = 3000000,
    changes: Annotated[float, "changes of a cart in a visit", Between(0, 100)] = 4,
    views: Annotated[float, "views of a cart in a visit", Between(0, 1000)] = 9,
    peak_factor: Annotated[float, "busiest second over that hour", Between(1, 50)] = 3,
    line_kb: Annotated[float, "KB of a line", Between(0.1, 400)] = 0.6,
    lines: Annotated[float, "lines in a cart", Between(1, 200)] = 5,
    buyers: Annotated[float, "of the shoppers check out", Between(0, 1)] = 0.06,
) -> Annotated[float, "write units/s"]:
    """What the busiest second asks of one table.

    Answer: {write_units} and {read_units}; {orders} are placed, each a transaction over the cart.
    Chart: write_units, transaction_units against shoppers
    """
    change_rate: Annotated[float, "changes/s"] = shoppers * changes / 3600 * peak_factor
    view_rate: Annotated[float, "views/s"] = shoppers * views / 3600 * peak_factor
    orders: Annotated[float, "orders/s"] = shoppers * buyers / 3600 * peak_factor
    line_units: Annotated[float, "write units/s"] = change_rate * ceil(
        line_kb / fact("dynamodb.write-unit-size")
    )
    transaction_units: Annotated[float, "write units/s"] = (
        orders * (lines + 2) * ceil(line_kb / fact("dynamodb.write-unit-size")) * 2
    )
    write_units: Annotated[float, "write units/s"] = line_units + transaction_units
    read_units: Annotated[float, "read units/s"] = (
        view_rate * ceil(lines * line_kb / fact("dynamodb.read-unit-size")) / 2
    )
    share_of_table_write_quota: Annotated[float, "%"] = (
        100 * write_units / fact("dynamodb.table-write-units")
    )
    share_of_table_read_quota: Annotated[float, "%"] = (
        100 * read_units / fact("dynamodb.table-read-units")
    )
    first_second: Annotated[float, "times what a new on-demand table takes"] = write_units / fact(
        "dynamodb.on-demand-initial-writes"
    )
    return write_units


def one_item(
    change_rate: Annotated[float, "changes/s of all carts", Between(1, 10_000_000)] = 10000,
    share: Annotated[float, "of them add the promoted item", Between(0, 1)] = 0.4,
    orders: Annotated[float, "orders/s", Between(0, 1_000_000)] = 150,
    in_order: Annotated[float, "of the orders hold it", Between(0, 1)] = 0.5,
    headroom: Annotated[float, "of a partition left free", Between(0, 0.9)] = 0.4,
) -> Annotated[float, "% of a partition"]:
    """Where the stock of one item is counted: when it enters a cart, or when it is bought.

    Answer: Counted in the cart it needs {in_the_cart}, counted at checkout {at_checkout}; with
    shards, {shards} for the first.
    Chart: in_the_cart, at_checkout against change_rate
    """
    cart_units: Annotated[float, "write units/s"] = change_rate * share
    checkout_units: Annotated[float, "write units/s"] = orders * in_order * 2
    in_the_cart: Annotated[float, "% of a partition"] = (
        100 * cart_units / fact("dynamodb.partition-write-units")
    )
    at_checkout: Annotated[float, "% of a partition"] = (
        100 * checkout_units / fact("dynamodb.partition-write-units")
    )
    shards: Annotated[float, "shards"] = ceil(
        cart_units / (fact("dynamodb.partition-write-units") * (1 - headroom))
    )
    return in_the_cart


def day(
    usual_writes: Annotated[float, "write units/s on a usual day", Between(0, 1_000_000)] = 600,
    usual_reads: Annotated[float, "read units/s on a usual day", Between(0, 1_000_000)] = 700,
    event_times: Annotated[float, "times that, on the event day", Between(1, 100)] = 8,
    peak_writes: Annotated[float, "write units/s at the peak", Between(1, 10_000_000)] = 12100,
    peak_reads: Annotated[float, "read units/s at the peak", Between(1, 10_000_000)] = 11250,
    utilisation: Annotated[float, "of the provisioned is used", Between(0.1, 1)] = 0.5,
    stored_gb: Annotated[float, "GB of carts", Between(0, 1_000_000)] = 120,
) -> Annotated[float, "USD a month"]:
    """The month that holds the event, in three ways to run it.

    Answer: On demand {on_demand}; provisioned for the peak all month {for_the_peak}; provisioned
    for usual days and on demand for three {mixed}.
    Chart: on_demand, for_the_peak, mixed against usual_writes
    """
    seconds: Annotated[float, "s"] = 730 * 3600
    event: Annotated[float, "s"] = 3 * 86400
    usual_rate: Annotated[float, "USD/s on demand"] = (
        usual_writes * price("dynamodb.on-demand-write")
        + usual_reads * price("dynamodb.on-demand-read")
    ) / 1000000
    storage: Annotated[float, "USD a month"] = stored_gb * (
        price("dynamodb.storage-standard") + price("dynamodb.pitr")
    )
    event_bill: Annotated[float, "USD"] = usual_rate * event_times * event
    on_demand: Annotated[float, "USD a month"] = (
        usual_rate * (seconds - event) + event_bill + storage
    )
    for_the_peak: Annotated[float, "USD a month"] = (
        730
        * (
            peak_writes * price("dynamodb.provisioned-write")
            + peak_reads * price("dynamodb.provisioned-read")
        )
        + storage
    )
    mixed: Annotated[float, "USD a month"] = (
        (730 - 72)
        / utilisation
        * (
            usual_writes * price("dynamodb.provisioned-write")
            + usual_reads * price("dynamodb.provisioned-read")
        )
        + event_bill
        + storage
    )
    return on_demand


def levers(
    change_rate: Annotated[float, "changes/s on average in the month", Between(0, 1_000_000)] = 500,
    index_share: Annotated[float, "of the changes touch the index", Between(0, 1)] = 1,
    idle: Annotated[float, "of the carts are older than 30 days", Between(0, 1)] = 0.7,
    stored_gb: Annotated[float, "GB of carts", Between(0, 1_000_000)] = 120,
    polls: Annotated[float, "views/s that only count lines", Between(0, 1_000_000)] = 900,
) -> Annotated[float, "USD a month"]:
    """Three levers on the usual month, each against the design without it.

    Answer: A sparse index saves {index_saves}, a badge kept by the client {badge_saves}, expiry
    {expiry_saves}.
    """
    million: Annotated[float, "million seconds"] = 730 * 3600 / 1000000
    index_saves: Annotated[float, "USD a month"] = (
        change_rate * index_share * 0.9 * million * price("dynamodb.on-demand-write")
    )
    badge_saves: Annotated[float, "USD a month"] = (
        polls * 0.5 * million * price("dynamodb.on-demand-read")
    )
    expiry_saves: Annotated[float, "USD a month"] = (
        stored_gb * idle * (price("dynamodb.storage-standard") + price("dynamodb.pitr"))
    )
    saved: Annotated[float, "USD a month"] = index_saves + badge_saves + expiry_saves
    return saved
