"""A training job on Spot that loses minutes, not days.

SageMaker copies a directory to S3 and back. Writing into it, and
beginning from what stands there, is the script's own work: without
that an interrupted job starts from nothing, at a discount.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CHECKPOINTS = Path("/opt/ml/checkpoints")


# --8<-- [start:job]
def train(
    sagemaker_client: Any, name: str, image: str, role: str, bucket: str
) -> None:
    sagemaker_client.create_training_job(
        TrainingJobName=name,
        AlgorithmSpecification={
            "TrainingImage": image,
            "TrainingInputMode": "FastFile",
        },
        RoleArn=role,
        OutputDataConfig={"S3OutputPath": f"s3://{bucket}/models/"},
        ResourceConfig={
            "InstanceType": "ml.g4dn.xlarge",
            "InstanceCount": 1,
            "VolumeSizeInGB": 100,
        },
        EnableManagedSpotTraining=True,
        CheckpointConfig={
            # By the job's name: two jobs in one place would resume
            # from each other.
            "S3Uri": f"s3://{bucket}/checkpoints/{name}/",
            "LocalPath": str(CHECKPOINTS),
        },
        StoppingCondition={
            "MaxRuntimeInSeconds": 8 * 3600,
            # Running and waiting together. Equal to the run time it
            # would leave no time to wait for capacity.
            "MaxWaitTimeInSeconds": 24 * 3600,
        },
    )


# --8<-- [end:job]


# --8<-- [start:save]
def save(
    state: dict[str, Any], step: int, folder: Path = CHECKPOINTS
) -> None:
    """Writes a checkpoint that is either whole or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{step:09}.part"
    part.write_text(json.dumps({"step": step, "state": state}))
    # An interruption in the middle of a write leaves the last one.
    part.replace(folder / f"{step:09}.json")


# --8<-- [end:save]


# --8<-- [start:resume]
def resume(folder: Path = CHECKPOINTS) -> tuple[int, dict[str, Any]]:
    """The step to go on from, and the state; zero at the start."""
    for path in sorted(folder.glob("*.json"), reverse=True):
        try:
            found = json.loads(path.read_text())
        except ValueError:  # cut short on its way: take the one before
            continue
        return int(found["step"]), dict(found["state"])
    return 0, {}


# --8<-- [end:resume]


# --8<-- [start:saving]
def saved_percent(sagemaker_client: Any, name: str) -> float:
    """What Spot saved: seconds trained that were not billed."""
    job = sagemaker_client.describe_training_job(TrainingJobName=name)
    billed, trained = (
        int(job[name])
        for name in ("BillableTimeInSeconds", "TrainingTimeInSeconds")
    )
    return 100 * (1 - billed / trained)


# --8<-- [end:saving]
