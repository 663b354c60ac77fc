"""Asks for a message at a later time, longer than a queue can delay.

The name comes from the order, so that a retry finds the schedule
instead of making a second reminder. It deletes itself when done, and
then the name is free again: whoever sends the reminder checks again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


# --8<-- [start:remind]
def remind(
    scheduler_client: Any,
    order: str,
    at: datetime,
    queue: str,
    role: str,
    dead_letters: str,
) -> bool:
    """Whether this call made the schedule."""
    try:
        scheduler_client.create_schedule(
            Name=f"payment-reminder-{order}",
            ScheduleExpression=f"at({at.astimezone(UTC):%Y-%m-%dT%H:%M:%S})",
            # Without it a finished schedule counts towards the quota
            # until somebody deletes it.
            ActionAfterCompletion="DELETE",
            # A window spreads what all users want at nine sharp.
            FlexibleTimeWindow={
                "Mode": "FLEXIBLE",
                "MaximumWindowInMinutes": 15,
            },
            Target={
                "Arn": queue,
                "RoleArn": role,
                "Input": f'{{"order": "{order}"}}',
                "DeadLetterConfig": {"Arn": dead_letters},
                "RetryPolicy": {"MaximumEventAgeInSeconds": 3600},
            },
        )
    except scheduler_client.exceptions.ConflictException:
        return False
    return True


# --8<-- [end:remind]
