from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.nova.lifecycle_gate import endangered

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def control() -> Any:
    return boto3.client("bedrock")


@pytest.fixture
def lifecycle(control: Any) -> Iterator[Any]:
    with Stubber(control) as stub:

        def script(model: str, **life: Any) -> None:
            details = {
                "modelArn": f"arn:aws:bedrock:us-east-1::foundation-model/{model}",
                "modelId": model,
                "modelLifecycle": life,
            }
            stub.add_response(
                "get_foundation_model", {"modelDetails": details}, {"modelIdentifier": model}
            )

        script.gone = lambda: stub.add_client_error(  # type: ignore[attr-defined]
            "get_foundation_model", "ResourceNotFoundException"
        )
        yield script
        stub.assert_no_pending_responses()


def test_an_active_model_passes_with_and_without_a_date(control: Any, lifecycle: Any) -> None:
    lifecycle("amazon.nova-lite-v1:0", status="ACTIVE")
    lifecycle("amazon.nova-pro-v1:0", status="ACTIVE", endOfLifeTime=NOW + timedelta(days=121))
    assert endangered(control, ["amazon.nova-lite-v1:0", "amazon.nova-pro-v1:0"], NOW) == {}


def test_names_what_is_legacy_ending_or_gone(control: Any, lifecycle: Any) -> None:
    lifecycle("amazon.a-v1:0", status="LEGACY", endOfLifeTime=datetime(2028, 1, 1, tzinfo=UTC))
    lifecycle("amazon.b-v1:0", status="ACTIVE", endOfLifeTime=datetime(2027, 1, 1, tzinfo=UTC))
    lifecycle.gone()
    models = ["amazon.a-v1:0", "amazon.b-v1:0", "amazon.nova-premier-v1:0"]
    assert endangered(control, models, NOW) == {
        "amazon.a-v1:0": "legacy, ends 2028-01-01",
        "amazon.b-v1:0": "ends 2027-01-01",
        "amazon.nova-premier-v1:0": "gone",
    }
