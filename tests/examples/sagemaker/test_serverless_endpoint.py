from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.sagemaker import serverless_endpoint as example


@pytest.mark.parametrize(
    ("model", "memory"), [(0, 1024), (400, 1024), (512, 1024), (513, 2048), (5632, 6144)]
)
def test_takes_the_smallest_step_that_holds_model_and_work(model: float, memory: int) -> None:
    assert example.memory_mb(model) == memory


def test_says_when_a_model_needs_an_instance() -> None:
    with pytest.raises(ValueError, match="use an instance"):
        example.memory_mb(5633)


def configured(**options: Any) -> dict[str, Any]:
    client = boto3.client("sagemaker")
    seen: list[dict[str, Any]] = []

    def keep(params: dict[str, Any], **_: Any) -> None:
        seen.append(params)

    client.meta.events.register("before-parameter-build.sagemaker.CreateEndpointConfig", keep)
    with Stubber(client) as stub:
        stub.add_response(
            "create_endpoint_config",
            {"EndpointConfigArn": "arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/t"},
        )
        example.configure(client, "tagger", "tagger-v1", 900, 20, **options)
    [variant] = seen[0]["ProductionVariants"]
    assert "InstanceType" not in variant
    serverless: dict[str, Any] = variant["ServerlessConfig"]
    return serverless


def test_is_sized_by_memory_and_concurrency() -> None:
    assert configured() == {"MemorySizeInMB": 2048, "MaxConcurrency": 20}


def test_can_be_kept_warm() -> None:
    assert configured(kept_warm=3)["ProvisionedConcurrency"] == 3
