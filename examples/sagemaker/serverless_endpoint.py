"""A small model that is asked now and then, without an instance.

Memory is the only size there is: processing power grows with it. It is
sold in whole gigabytes up to six, so a larger model needs an instance.
"""

from __future__ import annotations

import math
from typing import Any

STEP_MB, LARGEST_MB = 1024, 6144


# --8<-- [start:memory]
def memory_mb(model_mb: float, working_mb: float = 512) -> int:
    """The step that holds the model and one request's work."""
    steps = math.ceil((model_mb + working_mb) / STEP_MB)
    if steps * STEP_MB > LARGEST_MB:
        raise ValueError("too large for serverless: use an instance")
    return max(1, steps) * STEP_MB


# --8<-- [end:memory]


# --8<-- [start:config]
def configure(
    sagemaker_client: Any,
    name: str,
    model: str,
    model_mb: float,
    at_once: int,
    kept_warm: int = 0,
) -> None:
    serverless = {
        "MemorySizeInMB": memory_mb(model_mb),
        # Above it callers get a throttle, not a queue. All serverless
        # endpoints of the account share a quota, too.
        "MaxConcurrency": at_once,
    }
    if kept_warm:
        # Paid for while idle. It removes the cold start for that many.
        serverless["ProvisionedConcurrency"] = kept_warm
    sagemaker_client.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "main",
                "ModelName": model,
                "ServerlessConfig": serverless,
            }
        ],
    )


# --8<-- [end:config]
