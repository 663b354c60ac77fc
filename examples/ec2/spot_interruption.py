"""What to do in the two minutes before a Spot Instance is taken back.

Two parts: a function that EventBridge calls starts the replacement, and
the worker on the instance stops taking work and hands back the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

WARNING = "EC2 Spot Instance Interruption Warning"
ADVICE = "EC2 Instance Rebalance Recommendation"


# --8<-- [start:handler]
def handle(
    event: dict[str, Any], autoscaling_client: Any, group: str
) -> bool:
    """Whether the instance was taken out of the group."""
    if event["detail-type"] == ADVICE:
        # Capacity rebalancing launches the replacement by itself, and
        # only then ends this one. Nothing to do in a hurry.
        return False
    if event["detail-type"] != WARNING:
        raise ValueError(event["detail-type"])
    instance = event["detail"]["instance-id"]
    # Looked up instead of tried: the error for "not a member" is also
    # the one for a group whose name is wrong, which must be heard.
    found = autoscaling_client.describe_auto_scaling_instances(
        InstanceIds=[instance]
    )["AutoScalingInstances"]
    if not found or found[0]["AutoScalingGroupName"] != group:
        return False  # of another group, or the event came twice
    autoscaling_client.detach_instances(
        InstanceIds=[instance],
        AutoScalingGroupName=group,
        # Keep the desired capacity: the group launches another now.
        # Detaching also starts the load balancer's draining.
        ShouldDecrementDesiredCapacity=False,
    )
    return True


# --8<-- [end:handler]


# --8<-- [start:worker]
def work(
    messages: Sequence[Any],
    process: Callable[[Any], None],
    give_back: Callable[[Any], None],
    interrupted: Callable[[], bool],
) -> int:
    """Processes until told to stop; returns how many it gave back.

    `messages` is one batch already received. Who got any back receives
    no more: a loop over the queue would take every message and return
    it, and each receipt counts towards the dead-letter queue. It looks
    between two messages only, so one must take less than the notice.

    `interrupted` asks the instance's metadata for spot/instance-action,
    with an IMDSv2 token; a 404 means no. `give_back` makes a message
    visible again at once, so that nobody waits for its timeout.
    """
    returned = 0
    stopping = False
    for message in messages:
        stopping = stopping or interrupted()  # once yes, always yes
        if stopping:
            give_back(message)
            returned += 1
        else:
            process(message)
    return returned


# --8<-- [end:worker]
