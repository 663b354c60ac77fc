from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.containers import service_connect

SERVER = ("orders", service_connect.called("shop", "http", "orders"))
CALLERS = {"web": service_connect.calling("shop"), "app": service_connect.calling("shop")}


def test_the_called_service_stands_before_its_callers_start(answers: Any) -> None:
    client = boto3.client("ecs")
    updates = answers(client, "UpdateService", {}, {}, {})
    seen: list[tuple[str, int]] = []

    def wait_for(service: str) -> None:
        seen.append((service, len(updates)))

    service_connect.roll_out(client, "shop", SERVER, CALLERS, wait_for)
    assert seen == [("orders", 1), ("web", 2), ("app", 3)]
    assert [one["service"] for one in updates] == ["orders", "web", "app"]
    assert all(one["forceNewDeployment"] for one in updates[1:])


def test_a_rollback_of_the_called_service_leaves_its_callers_alone(answers: Any) -> None:
    client = boto3.client("ecs")
    updates = answers(client, "UpdateService", {}, {}, {})

    def wait_for(service: str) -> None:
        raise RuntimeError(f"{service} was rolled back")

    with pytest.raises(RuntimeError, match="orders was rolled back"):
        service_connect.roll_out(client, "shop", SERVER, CALLERS, wait_for)
    assert [one["service"] for one in updates] == ["orders"]


def test_the_first_caller_that_is_rolled_back_ends_it(answers: Any) -> None:
    client = boto3.client("ecs")
    updates = answers(client, "UpdateService", {}, {}, {})

    def wait_for(service: str) -> None:
        if service == "web":
            raise RuntimeError(f"{service} was rolled back")

    with pytest.raises(RuntimeError, match="web was rolled back"):
        service_connect.roll_out(client, "shop", SERVER, CALLERS, wait_for)
    assert [one["service"] for one in updates] == ["orders", "web"]


def test_only_the_called_service_has_a_name() -> None:
    [endpoint] = SERVER[1]["services"]
    assert endpoint["clientAliases"] == [{"port": 80, "dnsName": "orders"}]
    assert endpoint["timeout"]["perRequestTimeoutSeconds"] == 2
    assert "services" not in CALLERS["web"]
