"""A pool of instances that booted once, and the hook that guards it.

Without the hook an instance that is still installing is stopped half
way, and later put in service as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

HOOK = "prepared"


# --8<-- [start:pool]
def add_warm_pool(
    autoscaling_client: Any, group: str, ready: int, longest_boot_s: int
) -> None:
    # First the hook: the pool starts to fill as soon as it exists.
    autoscaling_client.put_lifecycle_hook(
        AutoScalingGroupName=group,
        LifecycleHookName=HOOK,
        LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING",
        HeartbeatTimeout=longest_boot_s,
        # Who does not say that it is ready is replaced.
        DefaultResult="ABANDON",
    )
    autoscaling_client.put_warm_pool(
        AutoScalingGroupName=group,
        PoolState="Stopped",  # you pay for its volumes only
        # Equal, they make a pool of this size whatever the group does.
        # Apart, it grows each time that the desired capacity falls,
        # and without a cap it is as large as the maximum allows.
        MinSize=ready,
        MaxGroupPreparedCapacity=ready,
        InstanceReusePolicy={"ReuseOnScaleIn": True},
    )


# --8<-- [end:pool]


# --8<-- [start:boot]
def on_boot(
    autoscaling_client: Any,
    group: str,
    instance: str,
    destination: str,
    prepare: Callable[[], None],
    serve: Callable[[], None],
) -> None:
    """Runs at every start, as a service of the operating system.

    User data would not do: it runs at the first boot only, and after a
    warm start nobody would answer the hook. `destination` is the target
    lifecycle state.

    The instance reads that from its metadata, at
    /latest/meta-data/autoscaling/target-lifecycle-state.
    """
    result = "CONTINUE"
    try:
        prepare()  # repeatable: it runs again after each warm start
        if destination == "InService":
            serve()  # join the cluster, open the port, only now
    except Exception:
        result = "ABANDON"
        raise
    finally:
        autoscaling_client.complete_lifecycle_action(
            AutoScalingGroupName=group,
            LifecycleHookName=HOOK,
            InstanceId=instance,
            LifecycleActionResult=result,
        )


# --8<-- [end:boot]
