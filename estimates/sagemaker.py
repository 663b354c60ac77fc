"""What serving on SageMaker AI needs, and what it costs a month (us-east-1, on demand)."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from estimates.terms import Between, fact, price


def fleet(
    peak_requests: Annotated[float, "requests/s", Between(0.1, 1_000_000)] = 400,
    latency_ms: Annotated[float, "ms in the model", Between(1, 60_000)] = 120,
    at_once: Annotated[float, "requests an instance serves at once", Between(1, 1000)] = 8,
    headroom: Annotated[float, "of an instance left free", Between(0, 0.9)] = 0.3,
    zones: Annotated[float, "zones, one of which may fail", Between(2, 6)] = 3,
) -> Annotated[float, "instances"]:
    """Instances behind a real-time endpoint.

    Answer: {in_flight} are in the models at once. That takes {instances_for_load}, and
    {instances_in_all} if the other zones must carry the peak alone; a blue/green update holds
    {instances_while_deploying} for a while.
    Chart: instances_in_all, instances_for_load against peak_requests
    """
    in_flight: Annotated[float, "requests"] = peak_requests * latency_ms / 1000
    instances_for_load: Annotated[float, "instances"] = ceil(in_flight / (at_once * (1 - headroom)))
    instances_a_zone: Annotated[float, "instances"] = ceil(instances_for_load / (zones - 1))
    instances_in_all: Annotated[float, "instances"] = instances_a_zone * zones
    requests_a_minute_each: Annotated[float, "requests/min"] = 60 * peak_requests / instances_in_all
    instances_while_deploying: Annotated[float, "instances"] = 2 * instances_in_all
    timeout_used: Annotated[float, "%"] = (
        100 * latency_ms / 1000 / fact("sagemaker.realtime-timeout")
    )
    month_on_g5: Annotated[float, "USD a month"] = (
        instances_in_all * 730 * price("sagemaker.g5-xlarge")
    )
    return instances_in_all


def month(
    cpu_instances: Annotated[float, "ml.m5.large, on average", Between(0, 10_000)] = 2,
    gpu_instances: Annotated[float, "ml.g5.xlarge, on average", Between(0, 10_000)] = 2,
    busy_share: Annotated[float, "of their hours do work", Between(0, 1)] = 0.3,
    training_hours: Annotated[float, "hours of ml.g4dn.xlarge", Between(0, 10_000_000)] = 100,
    spot_share: Annotated[float, "of the training on Spot", Between(0, 1)] = 0.5,
    spot_saving: Annotated[float, "saved by Spot", Between(0, 0.9)] = 0.7,
    committed: Annotated[float, "of serving under a plan", Between(0, 1)] = 0,
    plan_saving: Annotated[float, "saved by the plan", Between(0, 0.64)] = 0.3,
) -> Annotated[float, "USD"]:
    """A month of endpoints and training.

    Answer: {month_in_all}: serving {serving_bill}, training {training_bill}. Of the serving,
    {idle_bill} pays for instances that wait.
    Chart: serving_bill, idle_bill, training_bill against gpu_instances
    """
    list_price: Annotated[float, "USD"] = 730 * (
        cpu_instances * price("sagemaker.m5-large") + gpu_instances * price("sagemaker.g5-xlarge")
    )
    serving_bill: Annotated[float, "USD"] = list_price * (1 - committed * plan_saving)
    idle_bill: Annotated[float, "USD"] = serving_bill * (1 - busy_share)
    training_bill: Annotated[float, "USD"] = (
        training_hours * price("sagemaker.g4dn-xlarge") * (1 - spot_share * spot_saving)
    )
    month_in_all: Annotated[float, "USD a month"] = serving_bill + training_bill
    return month_in_all


def serverless_against_instances(
    requests_a_day: Annotated[float, "requests/day", Between(1, 1_000_000_000)] = 50000,
    seconds: Annotated[float, "s of computing a request", Between(0.01, 60)] = 0.2,
    memory_gb: Annotated[float, "GB", Between(1, 6)] = 4,
    peak_factor: Annotated[float, "peak over average", Between(1, 100)] = 5,
    instances: Annotated[float, "ml.m5.large instead", Between(1, 1000)] = 2,
) -> Annotated[float, "requests a day"]:
    """Serverless inference against instances that wait.

    Answer: Serverless costs {serverless_bill} a month, the instances {instance_bill}; they are
    cheaper from {break_even}.
    Chart: serverless_bill, instance_bill against requests_a_day
    """
    serverless_bill: Annotated[float, "USD"] = (
        requests_a_day * 365 / 12 * seconds * memory_gb * price("sagemaker.serverless-second")
    )
    instance_bill: Annotated[float, "USD"] = instances * 730 * price("sagemaker.m5-large")
    at_once: Annotated[float, "concurrent requests"] = (
        requests_a_day * peak_factor / 86400 * seconds
    )
    share_of_endpoint_concurrency: Annotated[float, "%"] = (
        100 * at_once / fact("sagemaker.serverless-concurrency")
    )
    break_even: Annotated[float, "requests a day"] = instance_bill / (
        365 / 12 * seconds * memory_gb * price("sagemaker.serverless-second")
    )
    return break_even


def against_bedrock(
    requests_an_hour: Annotated[float, "requests/h", Between(1, 100_000_000)] = 5000,
    input_tokens: Annotated[float, "tokens in", Between(0, 200_000)] = 1000,
    output_tokens: Annotated[float, "tokens out", Between(1, 64_000)] = 200,
    tokens_a_second: Annotated[float, "tokens/s of an instance", Between(1, 100_000)] = 600,
    least_instances: Annotated[float, "instances, two for two zones", Between(1, 1000)] = 2,
) -> Annotated[float, "USD"]:
    """An open model on ml.g5.xlarge against tokens from Bedrock, a month.

    Answer: The endpoint costs {endpoint_bill}, the same tokens {nova_lite_bill} from Nova Lite and
    {haiku_bill} from Claude Haiku 4.5. The least fleet pays from {pays_against_haiku} against
    Haiku and from {pays_against_nova_lite} against Nova Lite; it can serve {most_it_serves}.
    Chart: endpoint_bill, nova_lite_bill, haiku_bill against requests_an_hour
    """
    instances: Annotated[float, "instances"] = max(
        least_instances, ceil(requests_an_hour * output_tokens / 3600 / tokens_a_second)
    )
    endpoint_bill: Annotated[float, "USD"] = instances * 730 * price("sagemaker.g5-xlarge")
    nova_lite_request: Annotated[float, "USD a million requests"] = input_tokens * price(
        "bedrock.nova-lite-input"
    ) + output_tokens * price("bedrock.nova-lite-output")
    haiku_request: Annotated[float, "USD a million requests"] = input_tokens * price(
        "bedrock.haiku-input"
    ) + output_tokens * price("bedrock.haiku-output")
    nova_lite_bill: Annotated[float, "USD"] = requests_an_hour * 730 / 1000000 * nova_lite_request
    haiku_bill: Annotated[float, "USD"] = requests_an_hour * 730 / 1000000 * haiku_request
    pays_against_nova_lite: Annotated[float, "requests/h"] = (
        least_instances * price("sagemaker.g5-xlarge") * 1000000 / nova_lite_request
    )
    pays_against_haiku: Annotated[float, "requests/h"] = (
        least_instances * price("sagemaker.g5-xlarge") * 1000000 / haiku_request
    )
    most_it_serves: Annotated[float, "requests/h"] = (
        least_instances * tokens_a_second * 3600 / output_tokens
    )
    return endpoint_bill


def features(
    predictions: Annotated[float, "predictions/s", Between(1, 10_000_000)] = 1500,
    groups: Annotated[float, "feature groups read for each", Between(1, 100)] = 4,
    record_kb: Annotated[float, "KB of a record", Between(0.1, 350)] = 1.5,
    batched: Annotated[float, "of them by one BatchGetRecord", Between(0, 1)] = 0,
    updates: Annotated[float, "records written/s", Between(0, 10_000_000)] = 800,
    hottest_share: Annotated[float, "of the writes go to one identifier", Between(0, 1)] = 0.02,
) -> Annotated[float, "calls/s"]:
    """What the online store must answer.

    Answer: {get_calls} of GetRecord and {batch_calls} of BatchGetRecord; {read_units} and
    {write_units}, of which the hottest identifier takes {hottest_units}.
    Chart: share_of_get_quota, share_of_batch_quota against predictions
    """
    get_calls: Annotated[float, "calls/s"] = predictions * groups * (1 - batched)
    batch_calls: Annotated[float, "calls/s"] = predictions * batched
    read_units: Annotated[float, "RRU/s"] = (
        predictions * groups * ceil(record_kb / fact("sagemaker.feature-read-unit"))
    )
    write_units: Annotated[float, "WRU/s"] = updates * ceil(
        record_kb / fact("sagemaker.feature-write-unit")
    )
    hottest_units: Annotated[float, "WRU/s"] = write_units * hottest_share
    share_of_get_quota: Annotated[float, "%"] = 100 * get_calls / fact("sagemaker.feature-tps")
    share_of_batch_quota: Annotated[float, "%"] = (
        100 * batch_calls / fact("sagemaker.feature-batch-tps")
    )
    share_of_put_quota: Annotated[float, "%"] = 100 * updates / fact("sagemaker.feature-tps")
    share_of_identifier_writes: Annotated[float, "%"] = (
        100 * hottest_units / fact("sagemaker.feature-key-writes")
    )
    return get_calls


def lost_to_faults(
    instances: Annotated[float, "instances that stop together", Between(1, 10_000)] = 32,
    days: Annotated[float, "days of training", Between(0.1, 365)] = 21,
    faults_a_day: Annotated[float, "faults/day in the cluster", Between(0.01, 100)] = 1.5,
    minutes_between: Annotated[float, "min between checkpoints", Between(1, 1440)] = 60,
    minutes_to_save: Annotated[float, "min that a checkpoint stops work", Between(0.01, 60)] = 2,
    minutes_to_restart: Annotated[float, "min to detect and restart", Between(0.1, 1440)] = 40,
) -> Annotated[float, "%"]:
    """What faults and checkpoints take from a long run.

    Answer: {lost_share} of the run is lost: {saved_away} to saving, {done_again} to doing again
    and {waited} to restarts. That is {instance_hours_lost}.
    Chart: lost_share, saved_away, done_again against minutes_between
    """
    saved_away: Annotated[float, "%"] = 100 * minutes_to_save / (minutes_between + minutes_to_save)
    done_again: Annotated[float, "%"] = 100 * faults_a_day * minutes_between / 2 / 1440
    waited: Annotated[float, "%"] = 100 * faults_a_day * minutes_to_restart / 1440
    lost_share: Annotated[float, "%"] = saved_away + done_again + waited
    instance_hours_lost: Annotated[float, "instance-hours"] = (
        instances * days * 24 * lost_share / 100
    )
    return lost_share
