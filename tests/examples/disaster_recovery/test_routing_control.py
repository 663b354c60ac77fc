"""One working endpoint is enough, and a safety rule's no is final."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.stub import Stubber

from examples.disaster_recovery.routing_control import (
    Endpoint,
    NoEndpointAnswered,
    connector,
    switch,
)

REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2")
ENDPOINTS = [Endpoint(region, f"https://{region}.cluster.test/v1") for region in REGIONS]
CONTROL = "arn:aws:route53-recovery-control::123456789012:controlpanel/0/routingcontrol/"
LEAVE, ENTER = CONTROL + "a", CONTROL + "b"


def stubbed(session: boto3.Session, answer: Callable[[Stubber], None]) -> Any:
    client = session.client("route53-recovery-cluster", region_name="us-west-2")
    stub = Stubber(client)
    answer(stub)
    stub.activate()
    return client


def accepts(stub: Stubber) -> None:
    stub.add_response(
        "update_routing_control_states",
        {},
        {
            "UpdateRoutingControlStateEntries": [
                {"RoutingControlArn": ENTER, "RoutingControlState": "On"},
                {"RoutingControlArn": LEAVE, "RoutingControlState": "Off"},
            ],
            "SafetyRulesToOverride": [],
        },
    )


def refuses(code: str) -> Callable[[Stubber], None]:
    return lambda stub: stub.add_client_error("update_routing_control_states", code)


def test_the_one_region_that_answers_is_found(session: boto3.Session) -> None:
    for alive in REGIONS:

        def connect(endpoint: Endpoint, alive: str = alive) -> Any:
            if endpoint.region == alive:
                return stubbed(session, accepts)
            raise EndpointConnectionError(endpoint_url=endpoint.url)

        assert switch(ENDPOINTS, connect, LEAVE, ENTER) == alive


def test_an_overloaded_endpoint_is_passed_over(session: boto3.Session) -> None:
    asked: list[str] = []

    def connect(endpoint: Endpoint) -> Any:
        asked.append(endpoint.region)
        first = len(asked) == 1
        return stubbed(
            session, refuses("EndpointTemporarilyUnavailableException") if first else accepts
        )

    assert switch(ENDPOINTS, connect, LEAVE, ENTER) == asked[1]


def test_a_safety_rule_is_not_asked_five_times(session: boto3.Session) -> None:
    asked: list[str] = []

    def connect(endpoint: Endpoint) -> Any:
        asked.append(endpoint.region)
        return stubbed(session, refuses("ConflictException"))

    with pytest.raises(ClientError, match="ConflictException"):
        switch(ENDPOINTS, connect, LEAVE, ENTER)
    assert len(asked) == 1


def test_when_none_answers_all_are_named() -> None:
    def connect(endpoint: Endpoint) -> Any:
        raise EndpointConnectionError(endpoint_url=endpoint.url)

    with pytest.raises(NoEndpointAnswered) as caught:
        switch(ENDPOINTS, connect, LEAVE, ENTER)
    assert all(region in str(caught.value) for region in REGIONS)


def test_each_client_goes_to_its_own_endpoint(session: boto3.Session) -> None:
    config = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 1})
    client = connector(session, config)(ENDPOINTS[2])
    assert client.meta.endpoint_url == ENDPOINTS[2].url
    assert client.meta.region_name == "eu-west-1"
