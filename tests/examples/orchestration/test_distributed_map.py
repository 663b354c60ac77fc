from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.orchestration import distributed_map

ARN = "arn:aws:states:us-east-1:123456789012"
Run = Callable[..., dict[str, Any]]


def test_the_map_is_distributed_bounded_and_tolerant() -> None:
    state = distributed_map.batches("resize", 200, 2.5)
    assert state["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    assert (state["MaxConcurrency"], state["ToleratedFailurePercentage"]) == (200, 2.5)


def test_a_child_is_what_express_can_run() -> None:
    processor = distributed_map.batches("resize", 200, 2.5)["ItemProcessor"]
    for state in processor["States"].values():
        assert not state["Resource"].endswith((".sync", ".waitForTaskToken"))
        assert state["TimeoutSeconds"] < 300


def what_moto_can_run(child: dict[str, Any]) -> dict[str, Any]:
    """moto knows no batches, no writer and no Express children, and functions want containers."""
    state = distributed_map.batches("resize", 2, 2.5)
    del state["ItemBatcher"], state["ResultWriter"]
    state["ItemSelector"] = {"Key.$": "$$.Map.Item.Value.Key"}
    state["ItemProcessor"] = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Child",
        "States": {"Child": child},
    }
    return state


def test_it_reads_the_keys_under_the_prefix(run: Run, running: boto3.Session) -> None:
    s3 = running.client("s3")
    s3.create_bucket(Bucket="photos")
    for name in ("in/a.jpg", "in/b.jpg", "out/c.jpg"):
        s3.put_object(Bucket="photos", Key=name, Body=b"")
    state = what_moto_can_run({"Type": "Pass", "End": True})
    found = run({"StartAt": "Map", "States": {"Map": state}}, {"bucket": "photos", "prefix": "in/"})
    assert [item["Key"] for item in json.loads(found["output"])] == ["in/a.jpg", "in/b.jpg"]


def test_the_brake_narrows_only_what_still_runs() -> None:
    client = boto3.client("stepfunctions")
    now = datetime.now(UTC)
    runs = [
        {
            "executionArn": f"{ARN}:execution:m:1",
            "mapRunArn": f"{ARN}:mapRun:m/Resize:{number}",
            "stateMachineArn": f"{ARN}:stateMachine:m",
            "startDate": now,
        }
        | ({"stopDate": now} if number == 0 else {})
        for number in range(3)
    ]
    execution = {"executionArn": f"{ARN}:execution:m:1"}
    with Stubber(client) as stub:
        first = {"mapRuns": runs[:2], "nextToken": "more"}
        stub.add_response("list_map_runs", first, execution)
        stub.add_response("list_map_runs", {"mapRuns": runs[2:]}, execution | {"nextToken": "more"})
        for number in (1, 2):
            stub.add_response(
                "update_map_run",
                {},
                {"mapRunArn": f"{ARN}:mapRun:m/Resize:{number}", "maxConcurrency": 5},
            )
        assert distributed_map.brake(client, f"{ARN}:execution:m:1", 5) == 2
        stub.assert_no_pending_responses()


def test_a_brake_of_zero_is_refused_because_it_would_release() -> None:
    with pytest.raises(ValueError, match="stop its execution"):
        distributed_map.brake(boto3.client("stepfunctions"), f"{ARN}:execution:m:1", 0)


def test_a_worker_that_is_throttled_is_tried_again() -> None:
    retry = distributed_map.invoke("resize")["Retry"][0]
    assert "Lambda.TooManyRequestsException" in retry["ErrorEquals"]
    assert retry["JitterStrategy"] == "FULL"
