from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.containers import canary_release


def test_silence_takes_the_release_back(answers: Any) -> None:
    client = boto3.client("ecs")
    requests = answers(client, "UpdateService", {})
    canary_release.canary(client, "shop", "orders", "orders:8", ["orders-5xx"])
    settings = requests[0]["deploymentConfiguration"]
    assert settings["strategy"] == "CANARY"
    [hook] = settings["lifecycleHooks"]
    assert hook["targetType"] == "PAUSE"
    assert hook["timeoutConfiguration"]["action"] == "ROLLBACK"
    assert settings["alarms"]["rollback"] is True
    assert settings["bakeTimeInMinutes"] > 0


@pytest.mark.parametrize(("approved", "action"), [(True, "CONTINUE"), (False, "ROLLBACK")])
def test_a_no_is_sent_as_such(answers: Any, approved: bool, action: str) -> None:
    client = boto3.client("ecs")
    requests = answers(client, "ContinueServiceDeployment", {})
    canary_release.answer(client, "deployment", "hook-1", approved)
    assert requests[0]["action"] == action
    assert requests[0]["hookId"] == "hook-1"
