"""A task that waits for somebody else, and notices when they are gone.

The token is all that the other side needs, and all that it gets. An
answer that comes too late must not be taken for one that counted.
"""

from __future__ import annotations

import json
from typing import Any


# --8<-- [start:state]
def review(queue_url: str, states_after: str) -> dict[str, Any]:
    """Asks a human through a queue, and waits for the token."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {
            "QueueUrl": queue_url,
            "MessageBody": {
                "claim.$": "$.claim",
                "token.$": "$$.Task.Token",
            },
        },
        # The desk's server beats for each claim that it holds, read or
        # unread: its crash shows after minutes, not after the deadline.
        "HeartbeatSeconds": 600,
        # The deadline holds however often the heart beats, but for this
        # attempt only: a retry begins it anew.
        "TimeoutSeconds": 3 * 24 * 3600,
        "Retry": [
            {
                # A new attempt sends a new message with a new token.
                "ErrorEquals": ["States.HeartbeatTimeout"],
                "MaxAttempts": 2,
            }
        ],
        "Catch": [
            {
                "ErrorEquals": [
                    "States.Timeout",
                    "States.HeartbeatTimeout",
                ],
                "ResultPath": None,
                "Next": "Escalate",
            }
        ],
        "ResultPath": "$.review",
        "Next": states_after,
    }


# --8<-- [end:state]


# --8<-- [start:answer]
def answer(
    stepfunctions_client: Any, token: str, decision: dict[str, Any]
) -> bool:
    """Whether the workflow took it. False: it no longer waits."""
    errors = stepfunctions_client.exceptions
    try:
        stepfunctions_client.send_task_success(
            taskToken=token, output=json.dumps(decision)
        )
    except (errors.TaskTimedOut, errors.TaskDoesNotExist):
        # The workflow went on without us, or another answer was first.
        # Tell the reviewer: do not let them think that it counted.
        return False
    return True


# --8<-- [end:answer]


# --8<-- [start:beat]
def beat(stepfunctions_client: Any, token: str) -> bool:
    """Every few minutes, for each claim held. False: it is gone."""
    errors = stepfunctions_client.exceptions
    try:
        stepfunctions_client.send_task_heartbeat(taskToken=token)
    except (errors.TaskTimedOut, errors.TaskDoesNotExist):
        return False
    return True


# --8<-- [end:beat]
