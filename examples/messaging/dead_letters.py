"""A queue with a dead-letter queue, and the way back from it.

The redrive is slow on purpose: what failed once comes back beside the
live load, and a fix is only believed when the first hundred passed.
"""

from __future__ import annotations

import json
from typing import Any

DAY = 24 * 3600


# --8<-- [start:create]
def create(
    sqs_client: Any, name: str, receives: int = 5
) -> tuple[str, str]:
    """The URLs of the queue and of its dead-letter queue."""
    dead = sqs_client.create_queue(
        QueueName=f"{name}-dead",
        # The clock runs from the first send, not from the move. So
        # dead letters need the longest retention there is.
        Attributes={"MessageRetentionPeriod": str(14 * DAY)},
    )["QueueUrl"]
    arn = sqs_client.get_queue_attributes(
        QueueUrl=dead, AttributeNames=["QueueArn"]
    )["Attributes"]["QueueArn"]
    policy = {"deadLetterTargetArn": arn, "maxReceiveCount": receives}
    live = sqs_client.create_queue(
        QueueName=name,
        Attributes={
            "MessageRetentionPeriod": str(4 * DAY),
            "VisibilityTimeout": "60",
            "ReceiveMessageWaitTimeSeconds": "20",
            "RedrivePolicy": json.dumps(policy),
        },
    )["QueueUrl"]
    return live, dead


# --8<-- [end:create]


# --8<-- [start:redrive]
def redrive(
    sqs_client: Any, dead_arn: str, per_second: int = 10
) -> str:
    """Sends dead letters back where they came from; the task."""
    task: str = sqs_client.start_message_move_task(
        SourceArn=dead_arn,
        # Without it SQS picks the rate, from the size of the backlog.
        MaxNumberOfMessagesPerSecond=per_second,
    )["TaskHandle"]
    return task


def stop_if_failing(
    sqs_client: Any, dead_arn: str, task: str, still_failing: int
) -> bool:
    """Cancels the redrive if too much of it comes back."""
    newest = sqs_client.list_message_move_tasks(SourceArn=dead_arn)
    moved = newest["Results"][0]["ApproximateNumberOfMessagesMoved"]
    if moved < 100 or still_failing < moved / 10:
        return False
    # What was moved stays moved.
    sqs_client.cancel_message_move_task(TaskHandle=task)
    return True


# --8<-- [end:redrive]
