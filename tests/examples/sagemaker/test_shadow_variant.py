from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.sagemaker import shadow_variant as example

ARN = "arn:aws:sagemaker:us-east-1:123456789012:inference-experiment/fraud-7"


@pytest.fixture
def request_sent() -> dict[str, Any]:
    client = boto3.client("sagemaker")
    seen: list[dict[str, Any]] = []

    def keep(params: dict[str, Any], **_: Any) -> None:
        seen.append(params)

    client.meta.events.register("before-parameter-build.*.CreateInferenceExperiment", keep)
    with Stubber(client) as stub:
        stub.add_response("create_inference_experiment", {"InferenceExperimentArn": ARN})
        role = "arn:aws:iam::123456789012:role/shadow"
        models = ("fraud-v1", "fraud-v2")
        example.start(client, "fraud-7", "fraud", models, 20, 15, role, "captured")
    return seen[0]


def test_production_answers_and_the_shadow_gets_a_share(request_sent: dict[str, Any]) -> None:
    assert request_sent["Type"] == "ShadowMode"
    assert request_sent["ShadowModeConfig"] == {
        "SourceModelVariantName": "main",
        "ShadowModelVariants": [{"ShadowModelVariantName": "shadow", "SamplingPercentage": 20}],
    }
    models = {v["VariantName"]: v["ModelName"] for v in request_sent["ModelVariants"]}
    assert models == {"main": "fraud-v1", "shadow": "fraud-v2"}


def test_both_run_on_the_same_fleet_and_answers_are_kept(request_sent: dict[str, Any]) -> None:
    main, shadow = request_sent["ModelVariants"]
    assert main["InfrastructureConfig"] == shadow["InfrastructureConfig"]
    fleet = main["InfrastructureConfig"]["RealTimeInferenceConfig"]
    assert fleet["InstanceCount"] == 15  # production's own, not a sample's
    assert request_sent["DataStorageConfig"] == {"Destination": "s3://captured/fraud-7/"}


def test_one_in_a_hundred_may_differ() -> None:
    current = {f"r{number}": 0.5 for number in range(200)}
    shadow = {**current, "r7": 0.9, "r9": 0.1}
    assert example.agrees(current, shadow, 0.05) == (True, ["r7", "r9"])
    shadow["r11"] = 0.9
    assert example.agrees(current, shadow, 0.05) == (False, ["r11", "r7", "r9"])


def test_a_request_without_an_answer_counts_against_the_shadow() -> None:
    current = {f"r{number}": 0.5 for number in range(100)}
    shadow = {name: score for name, score in current.items() if name not in ("r1", "r2")}
    assert example.agrees(current, shadow, 0.05) == (False, ["r1", "r2"])


@pytest.mark.parametrize("compared", [0, 99])
def test_too_few_requests_are_no_agreement(compared: int) -> None:
    current = {f"r{number}": 0.5 for number in range(compared)}
    with pytest.raises(ValueError, match="at least a hundred"):
        example.agrees(current, current, 0.05)


@pytest.mark.parametrize(
    ("promote", "actions", "state"),
    [
        (True, {"main": "Remove", "shadow": "Promote"}, "Completed"),
        (False, {"main": "Retain", "shadow": "Remove"}, "Cancelled"),
    ],
)
def test_the_end_leaves_one_variant(promote: bool, actions: dict[str, str], state: str) -> None:
    client = boto3.client("sagemaker")
    with Stubber(client) as stub:
        stub.add_response(
            "stop_inference_experiment",
            {"InferenceExperimentArn": ARN},
            {
                "Name": "fraud-7",
                "ModelVariantActions": actions,
                "DesiredState": state,
                "Reason": "agreed on 200,000 requests",
            },
        )
        example.stop(client, "fraud-7", promote, "agreed on 200,000 requests")
        stub.assert_no_pending_responses()
