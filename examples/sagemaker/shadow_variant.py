"""A new model sees real requests before its answers count.

The endpoint copies a share of the requests to the shadow, keeps both
answers in S3 and returns only production's. Callers notice nothing; you
pay for a second fleet as long as it lasts.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:start]
def start(
    sagemaker_client: Any,
    name: str,
    endpoint: str,
    models: tuple[str, str],
    percent: int,
    instances: int,
    role: str,
    bucket: str,
) -> None:
    """`models` are the current one and the candidate.

    `instances` becomes the size of *both* fleets: give what production
    needs at its peak, since the experiment sets production's as well.
    """

    def variant(variant: str, model: str) -> dict[str, Any]:
        return {
            "VariantName": variant,
            "ModelName": model,
            # The same fleet for both, or latencies say nothing.
            "InfrastructureConfig": {
                "InfrastructureType": "RealTimeInference",
                "RealTimeInferenceConfig": {
                    "InstanceType": "ml.g5.xlarge",
                    "InstanceCount": instances,
                },
            },
        }

    current, candidate = models
    sagemaker_client.create_inference_experiment(
        Name=name,
        Type="ShadowMode",
        RoleArn=role,
        EndpointName=endpoint,
        ModelVariants=[
            variant("main", current),
            variant("shadow", candidate),
        ],
        ShadowModeConfig={
            "SourceModelVariantName": "main",
            "ShadowModelVariants": [
                {
                    "ShadowModelVariantName": "shadow",
                    "SamplingPercentage": percent,
                }
            ],
        },
        DataStorageConfig={"Destination": f"s3://{bucket}/{name}/"},
    )


# --8<-- [end:start]


# --8<-- [start:verdict]
def agrees(
    current: dict[str, float], shadow: dict[str, float], limit: float
) -> tuple[bool, list[str]]:
    """Whether the shadow agrees, and which requests to look at.

    Scores by inference id, of the requests that were copied. One that
    the shadow did not answer counts against it.
    """
    if len(current) < 100:
        raise ValueError("one in a hundred needs at least a hundred")
    odd = [
        request
        for request, score in current.items()
        if request not in shadow or abs(shadow[request] - score) > limit
    ]
    return len(odd) <= len(current) // 100, sorted(odd)


# --8<-- [end:verdict]


# --8<-- [start:stop]
def stop(
    sagemaker_client: Any, name: str, promote: bool, reason: str
) -> None:
    actions = {"main": "Retain", "shadow": "Remove"}
    if promote:
        actions = {"main": "Remove", "shadow": "Promote"}
    sagemaker_client.stop_inference_experiment(
        Name=name,
        ModelVariantActions=actions,
        DesiredState="Completed" if promote else "Cancelled",
        Reason=reason,
    )


# --8<-- [end:stop]
