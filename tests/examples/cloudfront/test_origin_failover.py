from __future__ import annotations

from copy import deepcopy
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from examples.cloudfront import origin_failover


def origin(name: str) -> dict[str, Any]:
    return {
        "Id": name,
        "DomainName": f"{name}.example.com",
        "ConnectionAttempts": 3,
        "ConnectionTimeout": 10,
    }


CONFIG: dict[str, Any] = {
    "CallerReference": "c1",
    "Comment": "shop",
    "Enabled": True,
    "Origins": {"Quantity": 3, "Items": [origin("east"), origin("west"), origin("uploads")]},
    "DefaultCacheBehavior": {"TargetOriginId": "east", "ViewerProtocolPolicy": "https-only"},
}


@pytest.fixture
def changed() -> dict[str, Any]:
    return origin_failover.add_failover(deepcopy(CONFIG), "east", "west")


def test_the_behaviour_points_at_the_group_and_the_order_is_kept(changed: Any) -> None:
    group = changed["OriginGroups"]["Items"][0]
    assert changed["DefaultCacheBehavior"]["TargetOriginId"] == group["Id"]
    assert [member["OriginId"] for member in group["Members"]["Items"]] == ["east", "west"]
    assert group["Members"]["Quantity"] == 2


def test_a_dead_or_slow_origin_fails_over_but_a_missing_object_does_not(changed: Any) -> None:
    codes = changed["OriginGroups"]["Items"][0]["FailoverCriteria"]["StatusCodes"]
    assert {503, 504} <= set(codes["Items"])
    assert not {403, 404} & set(codes["Items"])
    assert codes["Quantity"] == len(codes["Items"])


def test_the_switch_does_not_wait_for_half_a_minute(changed: Any) -> None:
    waits = {
        one["Id"]: one["ConnectionAttempts"] * one["ConnectionTimeout"]
        for one in changed["Origins"]["Items"]
    }
    assert waits == {"east": 2, "west": 2, "uploads": 30}


def test_a_group_that_is_there_already_stays() -> None:
    config = deepcopy(CONFIG)
    config["OriginGroups"] = {"Quantity": 1, "Items": [{"Id": "images"}]}
    groups = origin_failover.add_failover(config, "east", "west")["OriginGroups"]
    assert [group["Id"] for group in groups["Items"]] == ["images", "east-or-west"]
    assert groups["Quantity"] == 2


def test_a_behaviour_that_takes_writes_gets_no_group() -> None:
    config = deepcopy(CONFIG)
    config["DefaultCacheBehavior"]["AllowedMethods"] = {"Quantity": 3, "Items": ["GET", "POST"]}
    with pytest.raises(ValueError, match="behaviour of their own"):
        origin_failover.add_failover(config, "east", "west")


def test_the_update_keeps_everything_else_and_names_the_version_that_it_read() -> None:
    client = boto3.client("cloudfront")
    sent: list[dict[str, Any]] = []
    client.meta.events.register(
        "provide-client-params.cloudfront.UpdateDistribution",
        lambda params, **_: sent.append(params["DistributionConfig"]),
    )
    with Stubber(client) as stub:
        stub.add_response(
            "get_distribution_config",
            {"ETag": "E7", "DistributionConfig": deepcopy(CONFIG)},
            {"Id": "D1"},
        )
        stub.add_response(
            "update_distribution", {}, {"Id": "D1", "IfMatch": "E7", "DistributionConfig": ANY}
        )
        origin_failover.enable_failover(client, "D1", "east", "west")
        stub.assert_no_pending_responses()
    for kept in ("CallerReference", "Comment", "Enabled"):
        assert sent[0][kept] == CONFIG[kept]


def test_a_change_by_somebody_else_is_not_overwritten() -> None:
    client = boto3.client("cloudfront")
    with Stubber(client) as stub:
        stub.add_response(
            "get_distribution_config", {"ETag": "E7", "DistributionConfig": deepcopy(CONFIG)}
        )
        stub.add_client_error("update_distribution", "PreconditionFailed", http_status_code=412)
        with pytest.raises(client.exceptions.PreconditionFailed):
            origin_failover.enable_failover(client, "D1", "east", "west")
