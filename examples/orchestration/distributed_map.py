"""Very many objects in batches, where a share of failures is allowed.

Each batch is a child execution with a history of its own, so the
parent's history stays short. What the children call has a limit far
below the number of children that Step Functions would start.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:map]
def batches(
    worker: str, limit: int, tolerated: float
) -> dict[str, Any]:
    return {
        "Type": "Map",
        "Label": "Resize",
        "ItemReader": {
            # Keys only: the child fetches what it works on.
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Parameters": {
                "Bucket.$": "$.bucket",
                "Prefix.$": "$.prefix",
            },
        },
        "ItemBatcher": {"MaxItemsPerBatch": 100},
        # Left out, the map runs as wide as Step Functions goes, and
        # the database behind the worker meets all of it.
        "MaxConcurrency": limit,
        # Left out, the first failed child fails the whole run.
        "ToleratedFailurePercentage": tolerated,
        "ItemProcessor": {
            "ProcessorConfig": {
                "Mode": "DISTRIBUTED",
                # Short and repeatable children: pay for their seconds
                # instead of for each transition.
                "ExecutionType": "EXPRESS",
            },
            "StartAt": "Resize batch",
            "States": {"Resize batch": invoke(worker)},
        },
        # Results beside the history, not in the parent's payload.
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket.$": "$.bucket", "Prefix": "runs"},
        },
        "End": True,
    }


# --8<-- [end:map]


def invoke(worker: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": worker, "Payload.$": "$"},
        "TimeoutSeconds": 60,
        "Retry": [
            {
                "ErrorEquals": [
                    "Lambda.TooManyRequestsException",
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                ],
                "MaxAttempts": 3,
                "JitterStrategy": "FULL",
            }
        ],
        "End": True,
    }


# --8<-- [start:brake]
def brake(stepfunctions_client: Any, execution: str, width: int) -> int:
    """Narrows the running maps of an execution, without a deploy."""
    if width < 1:
        # In a definition zero means no limit, the opposite of a brake.
        raise ValueError("to stop a map, stop its execution")
    pages = stepfunctions_client.get_paginator(
        "list_map_runs"
    ).paginate(executionArn=execution)
    runs = [run for page in pages for run in page["mapRuns"]]
    open_runs = [run for run in runs if "stopDate" not in run]
    for run in open_runs:
        stepfunctions_client.update_map_run(
            mapRunArn=run["mapRunArn"], maxConcurrency=width
        )
    return len(open_runs)


# --8<-- [end:brake]
