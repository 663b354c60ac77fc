"""How many tasks a service needs, and where they are cheapest (us-east-1, Linux on x86)."""

from __future__ import annotations

from math import ceil, floor
from typing import Annotated

from estimates.terms import Between, fact, price


def service(
    peak_requests: Annotated[float, "requests/s", Between(1, 1_000_000)] = 4000,
    task_requests: Annotated[float, "requests/s a task bears", Between(1, 20_000)] = 120,
    zones: Annotated[float, "zones", Between(2, 6)] = 3,
    task_vcpu: Annotated[float, "vCPU", Between(0.25, 32)] = 1,
) -> Annotated[float, "tasks"]:
    """Tasks that survive the loss of a zone, and the quota that a deployment needs.

    Answer: Run {tasks}. A rolling deployment holds {deployment_tasks}, so ask for {vcpus_to_hold}
    of quota; started from nothing, the last of the tasks waits {wait} for its launch.
    Chart: tasks_for_peak, tasks against peak_requests
    """
    tasks_for_peak: Annotated[float, "tasks"] = ceil(peak_requests / task_requests)
    tasks_a_zone: Annotated[float, "tasks"] = ceil(tasks_for_peak / (zones - 1))
    tasks: Annotated[float, "tasks"] = tasks_a_zone * zones
    spare: Annotated[float, "% of the tasks idle at peak"] = 100 * (1 - tasks_for_peak / tasks)
    deployment_tasks: Annotated[float, "tasks"] = tasks * fact("containers.max-percent") / 100
    vcpus_to_hold: Annotated[float, "vCPU"] = deployment_tasks * task_vcpu
    share_of_default_vcpu_quota: Annotated[float, "%"] = (
        100 * vcpus_to_hold / fact("containers.fargate-vcpus")
    )
    wait: Annotated[float, "s"] = max(0, tasks - fact("containers.launch-burst")) / fact(
        "containers.launch-rate"
    )
    return tasks


def fargate_month(
    tasks: Annotated[float, "tasks on average", Between(0, 100_000)] = 60,
    task_vcpu: Annotated[float, "vCPU", Between(0.25, 32)] = 1,
    task_gb: Annotated[float, "GB", Between(0.5, 244)] = 2,
    disk_gb: Annotated[float, "GB of disk a task", Between(20, 200)] = 20,
    spot_share: Annotated[float, "of the tasks on Spot", Between(0, 1)] = 0,
    spot_price: Annotated[float, "of the On-Demand price", Between(0.2, 1)] = 0.35,
) -> Annotated[float, "USD"]:
    """A month of Fargate.

    Answer: {month}: CPU {cpu_bill}, memory {memory_bill}, disk {disk_bill}; without Spot it would
    be {on_demand_month}.
    """
    hours: Annotated[float, "task-hours"] = tasks * 730
    paid: Annotated[float, "of the list price"] = 1 - spot_share * (1 - spot_price)
    cpu_bill: Annotated[float, "USD"] = hours * task_vcpu * price("containers.fargate-vcpu") * paid
    memory_bill: Annotated[float, "USD"] = hours * task_gb * price("containers.fargate-gb") * paid
    extra_disk: Annotated[float, "GB"] = max(0, disk_gb - fact("containers.ephemeral-included"))
    disk_bill: Annotated[float, "USD"] = hours * extra_disk * price("containers.fargate-storage")
    on_demand_month: Annotated[float, "USD"] = (cpu_bill + memory_bill) / paid + disk_bill
    month: Annotated[float, "USD a month"] = cpu_bill + memory_bill + disk_bill
    return month


def fargate_against_instances(
    tasks: Annotated[float, "tasks", Between(1, 100_000)] = 400,
    task_vcpu: Annotated[float, "vCPU", Between(0.25, 4)] = 1,
    task_gb: Annotated[float, "GB", Between(0.5, 16)] = 2,
    packing: Annotated[float, "of the room on instances used", Between(0.1, 1)] = 0.7,
    discount: Annotated[float, "off the instance price", Between(0, 0.9)] = 0,
    fee: Annotated[float, "of the instance price to AWS", Between(0, 0.2)] = 0,
) -> Annotated[float, "%"]:
    """Fargate against instances of four vCPU, On-Demand.

    Answer: Fargate costs {fargate_bill}, {instances} cost {instance_bill}; instances win only
    while more than {break_even_packing} of their room is in use.
    Chart: fargate_bill, instance_bill against packing
    """
    fargate_hour: Annotated[float, "USD a task"] = task_vcpu * price(
        "containers.fargate-vcpu"
    ) + task_gb * price("containers.fargate-gb")
    fargate_bill: Annotated[float, "USD a month"] = tasks * 730 * fargate_hour
    instance_gb: Annotated[float, "GiB"] = 16 if task_gb > 2 * task_vcpu else 8
    instance_hour: Annotated[float, "USD"] = (
        price("containers.ec2-m7i") if task_gb > 2 * task_vcpu else price("containers.ec2-c7i")
    ) * (1 - discount + fee)
    room: Annotated[float, "tasks on a full instance"] = floor(
        min(4 / task_vcpu, instance_gb / task_gb)
    )
    instances: Annotated[float, "instances"] = ceil(tasks / (room * packing))
    instance_bill: Annotated[float, "USD a month"] = instances * 730 * instance_hour
    break_even_packing: Annotated[float, "%"] = 100 * instance_hour / (room * fargate_hour)
    return break_even_packing


def lambda_against_fargate(
    average_requests: Annotated[float, "requests/s", Between(0.1, 100_000)] = 20,
    duration_ms: Annotated[float, "ms a request", Between(1, 10_000)] = 100,
    lambda_gb: Annotated[float, "GB a function", Between(0.125, 10)] = 1,
    task_requests: Annotated[float, "requests/s a task bears", Between(1, 20_000)] = 60,
    floor_tasks: Annotated[float, "tasks at least", Between(1, 100)] = 3,
    task_vcpu: Annotated[float, "vCPU", Between(0.25, 32)] = 0.5,
    task_gb: Annotated[float, "GB", Between(0.5, 244)] = 1,
) -> Annotated[float, "requests/s"]:
    """Lambda against a small Fargate service.

    Answer: Lambda costs {lambda_bill} and Fargate {fargate_bill}; the smallest service that is
    allowed pays from {break_even_requests} on average.
    Chart: lambda_bill, fargate_bill against average_requests
    """
    millions: Annotated[float, "million requests a month"] = average_requests * 730 * 3600 / 1000000
    lambda_million: Annotated[float, "USD"] = price("containers.lambda-request") + (
        1000000 * duration_ms / 1000 * lambda_gb * price("containers.lambda-duration")
    )
    lambda_bill: Annotated[float, "USD a month"] = millions * lambda_million
    tasks: Annotated[float, "tasks"] = max(floor_tasks, ceil(average_requests / task_requests))
    task_month: Annotated[float, "USD"] = 730 * (
        task_vcpu * price("containers.fargate-vcpu") + task_gb * price("containers.fargate-gb")
    )
    fargate_bill: Annotated[float, "USD a month"] = tasks * task_month
    break_even_requests: Annotated[float, "requests/s"] = (
        floor_tasks * task_month / (730 * 3600 / 1000000 * lambda_million)
    )
    return break_even_requests
