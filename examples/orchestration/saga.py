"""A booking as a saga: every hold has an undo, and both may repeat.

Step Functions runs a Standard workflow once, but not each task: a task
that timed out may have done its work. So a hold belongs to one order,
a second attempt finds its own hold, and an undo lets go of nothing that
belongs to another order.
"""

from __future__ import annotations

from typing import Any

State = dict[str, Any]

RETRY_THROTTLES = {
    "ErrorEquals": [
        "DynamoDB.ProvisionedThroughputExceededException",
        "DynamoDB.ThrottlingException",
    ],
    "IntervalSeconds": 1,
    "MaxAttempts": 4,
    "MaxDelaySeconds": 20,
    "JitterStrategy": "FULL",
}


# --8<-- [start:step]
def hold(table: str, key: str) -> State:
    """Takes what `$.<key>` names, for this order only."""
    return {
        **update(table, key),
        "Parameters": {
            **update(table, key)["Parameters"],
            "UpdateExpression": "SET holder = :order",
            # Free, or already ours: so a repeated attempt succeeds.
            "ConditionExpression": "attribute_exists(pk) AND"
            " (attribute_not_exists(holder) OR holder = :order)",
        },
    }


def release(table: str, key: str) -> State:
    return {
        **update(table, key),
        "Parameters": {
            **update(table, key)["Parameters"],
            "UpdateExpression": "REMOVE holder",
            "ConditionExpression": "holder = :order",
        },
        # An undo may repeat, so it tries again after timeouts and 500s;
        # "not ours" is an answer and needs no second try.
        "Retry": [
            {"ErrorEquals": [NOT_OURS], "MaxAttempts": 0},
            {**RETRY_THROTTLES, "ErrorEquals": ["States.ALL"]},
        ],
    }


# --8<-- [end:step]


def update(table: str, key: str) -> State:
    """What a hold and its release have in common."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:updateItem",
        "Parameters": {
            "TableName": table,
            "Key": {"pk": {"S.$": f"$.{key}"}},
            "ExpressionAttributeValues": {":order": {"S.$": "$.order"}},
        },
        "ResultPath": None,  # the next state sees the input unchanged
        # Without it a lost answer would wait for the whole execution.
        "TimeoutSeconds": 30,
        "Retry": [RETRY_THROTTLES],
    }


# --8<-- [start:saga]
def saga(table: str, keys: list[str]) -> dict[str, Any]:
    """Holds in that order; on a failure undoes them, last one first."""
    states: dict[str, State] = {}
    for at, key in enumerate(keys):
        # The step that failed is undone too: nobody knows how far it
        # got. Its condition keeps that harmless.
        states[f"Hold {key}"] = {
            **hold(table, key),
            "Catch": [catch("States.ALL", f"Release {key}", "$.why")],
            **go_on([f"Hold {name}" for name in keys[at + 1 :]]),
        }
        before = f"Release {keys[at - 1]}" if at else "Not booked"
        states[f"Release {key}"] = {
            **release(table, key),
            # Not our hold means nothing to undo. Any other failure
            # stops the execution here, and redrive resumes here.
            "Catch": [catch(NOT_OURS, before, None)],
            "Next": before,
        }
    states["Not booked"] = {
        "Type": "Fail",
        "ErrorPath": "$.why.Error",
        "CausePath": "$.why.Cause",
    }
    return {"StartAt": f"Hold {keys[0]}", "States": states}


# --8<-- [end:saga]

NOT_OURS = "DynamoDB.ConditionalCheckFailedException"


def catch(error: str, target: str, path: str | None) -> dict[str, Any]:
    return {
        "ErrorEquals": [error],
        "ResultPath": path,
        "Next": target,
    }


def go_on(following: list[str]) -> State:
    return {"Next": following[0]} if following else {"End": True}
