"""What to do in the two minutes before a Spot Instance is taken back.

Two parts: a function that EventBridge calls starts the replacement, and
the worker on the instance stops taking work and hands back the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from botocore.exceptions import ClientError

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
    try:
        autoscaling_client.detach_instances(
            InstanceIds=[event["detail"]["instance-id"]],
            AutoScalingGroupName=group,
            # Keep the desired capacity: the group launches another now.
            # Detaching also starts the load balancer's draining.
            ShouldDecrementDesiredCapacity=False,
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        return False  # of another group, or the event came twice
    return True


# --8<-- [end:handler]


# --8<-- [start:worker]
def work(
    messages: Iterable[Any],
    process: Callable[[Any], None],
    give_back: Callable[[Any], None],
    interrupted: Callable[[], bool],
) -> int:
    """Processes until told to stop; returns how many it gave back.

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
