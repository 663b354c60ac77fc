from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.ec2 import warm_pool


def test_the_pool_is_stopped_capped_and_reused(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    warm_pool.add_warm_pool(client, group, 4, 900)
    pool = client.describe_warm_pool(AutoScalingGroupName=group)["WarmPoolConfiguration"]
    assert pool["PoolState"] == "Stopped"
    assert pool["MinSize"] == 4
    # only when both are the same does the pool have an absolute size
    assert pool["MaxGroupPreparedCapacity"] == pool["MinSize"]
    assert pool["InstanceReusePolicy"] == {"ReuseOnScaleIn": True}


def test_the_hook_is_there_before_the_pool_fills(aws: Any, group: str) -> None:
    client = aws.client("autoscaling")
    order: list[str] = []
    for operation in ("PutLifecycleHook", "PutWarmPool"):
        client.meta.events.register(
            f"before-call.auto-scaling.{operation}",
            lambda model, **_: order.append(model.name),
        )
    warm_pool.add_warm_pool(client, group, 4, 900)
    assert order == ["PutLifecycleHook", "PutWarmPool"]
    hook = client.describe_lifecycle_hooks(AutoScalingGroupName=group)["LifecycleHooks"][0]
    assert hook["LifecycleTransition"] == "autoscaling:EC2_INSTANCE_LAUNCHING"
    assert (hook["HeartbeatTimeout"], hook["DefaultResult"]) == (900, "ABANDON")


def boot(destination: str, result: str, prepare: Any, done: list[str]) -> None:
    client = boto3.client("autoscaling")
    with Stubber(client) as stub:
        stub.add_response(
            "complete_lifecycle_action",
            {},
            {
                "AutoScalingGroupName": "web",
                "LifecycleHookName": "prepared",
                "InstanceId": "i-0123456789abcdef0",
                "LifecycleActionResult": result,
            },
        )
        try:
            warm_pool.on_boot(
                client,
                "web",
                "i-0123456789abcdef0",
                destination,
                prepare,
                lambda: done.append("served"),
            )
        finally:
            stub.assert_no_pending_responses()


def test_on_the_way_into_the_pool_it_prepares_but_does_not_serve() -> None:
    done: list[str] = []
    boot("Warmed:Stopped", "CONTINUE", lambda: done.append("prepared"), done)
    assert done == ["prepared"]


def test_on_the_way_into_service_it_also_serves() -> None:
    done: list[str] = []
    boot("InService", "CONTINUE", lambda: done.append("prepared"), done)
    assert done == ["prepared", "served"]


def test_a_boot_that_failed_is_abandoned_and_told() -> None:
    def fail() -> None:
        raise RuntimeError("no disk")

    done: list[str] = []
    with pytest.raises(RuntimeError, match="no disk"):
        boot("InService", "ABANDON", fail, done)
    assert done == []
