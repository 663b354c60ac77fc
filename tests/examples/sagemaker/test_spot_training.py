from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.sagemaker import spot_training as example

JOB = "arn:aws:sagemaker:us-east-1:123456789012:training-job/ranker-7"


def test_the_job_may_wait_longer_than_it_runs() -> None:
    client = boto3.client("sagemaker")
    seen: list[dict[str, Any]] = []

    def keep(params: dict[str, Any], **_: Any) -> None:
        seen.append(params)

    client.meta.events.register("before-parameter-build.sagemaker.CreateTrainingJob", keep)
    with Stubber(client) as stub:
        stub.add_response("create_training_job", {"TrainingJobArn": JOB})
        example.train(
            client, "ranker-7", "image", "arn:aws:iam::123456789012:role/training", "training"
        )
    [request] = seen
    assert request["EnableManagedSpotTraining"] is True
    assert request["CheckpointConfig"] == {
        "S3Uri": "s3://training/checkpoints/ranker-7/",
        "LocalPath": "/opt/ml/checkpoints",
    }
    stop = request["StoppingCondition"]
    assert stop["MaxWaitTimeInSeconds"] > stop["MaxRuntimeInSeconds"]


def test_the_first_run_starts_at_zero(tmp_path: Path) -> None:
    assert example.resume(tmp_path / "none") == (0, {})


def test_a_restart_goes_on_from_the_newest_step(tmp_path: Path) -> None:
    example.save({"loss": 3.0}, 9, tmp_path)
    example.save({"loss": 2.0}, 10, tmp_path)
    assert example.resume(tmp_path) == (10, {"loss": 2.0})


def test_an_interrupted_write_leaves_the_checkpoint_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example.save({"loss": 2.0}, 10, tmp_path)

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        example.save({"loss": 1.0}, 20, tmp_path)
    assert example.resume(tmp_path) == (10, {"loss": 2.0})


def test_a_file_that_came_back_broken_is_passed_over(tmp_path: Path) -> None:
    example.save({"loss": 2.0}, 10, tmp_path)
    (tmp_path / "000000020.json").write_text('{"step": 20, "sta')
    assert example.resume(tmp_path) == (10, {"loss": 2.0})


def test_the_saving_is_what_was_not_billed() -> None:
    client = boto3.client("sagemaker")
    day = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
    with Stubber(client) as stub:
        stub.add_response(
            "describe_training_job",
            {
                "TrainingJobName": "ranker-7",
                "TrainingJobArn": JOB,
                "ModelArtifacts": {"S3ModelArtifacts": "s3://training/models/ranker-7"},
                "TrainingJobStatus": "Completed",
                "SecondaryStatus": "Completed",
                "AlgorithmSpecification": {"TrainingInputMode": "FastFile"},
                "ResourceConfig": {"VolumeSizeInGB": 100},
                "StoppingCondition": {},
                "CreationTime": day,
                "TrainingTimeInSeconds": 10_000,
                "BillableTimeInSeconds": 3_000,
            },
            {"TrainingJobName": "ranker-7"},
        )
        assert example.saved_percent(client, "ranker-7") == pytest.approx(70)
