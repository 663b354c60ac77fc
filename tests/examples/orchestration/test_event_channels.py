from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.orchestration import event_channels


def asked(tenant: str | None, *segments: str) -> dict[str, Any]:
    return {
        "identity": {"claims": {"custom:tenant": tenant}} if tenant else None,
        "info": {"channel": {"path": "/".join(segments), "segments": list(segments)}},
    }


def test_browsers_listen_and_services_speak(aws: boto3.Session) -> None:
    client = aws.client("appsync")
    api = event_channels.create_api(client, "us-east-1_pool", "us-east-1")
    config = client.get_api(apiId=api)["api"]["eventConfig"]
    users, servers = [{"authType": "AMAZON_COGNITO_USER_POOLS"}], [{"authType": "AWS_IAM"}]
    assert config["connectionAuthModes"] == config["defaultSubscribeAuthModes"] == users
    assert config["defaultPublishAuthModes"] == servers


def test_the_guard_is_waited_for(aws: boto3.Session) -> None:
    client = aws.client("appsync")
    api = event_channels.create_api(client, "us-east-1_pool", "us-east-1")
    event_channels.guard(client, api, "guard")
    [namespace] = client.list_channel_namespaces(apiId=api)["channelNamespaces"]
    handler = namespace["handlerConfigs"]["onSubscribe"]
    assert namespace["name"] == "documents"
    assert handler["behavior"] == "DIRECT"
    assert handler["integration"]["lambdaConfig"]["invokeType"] == "REQUEST_RESPONSE"


def test_the_owner_may_listen() -> None:
    assert event_channels.on_subscribe(asked("acme", "documents", "acme", "d1")) is None
    assert event_channels.on_subscribe(asked("acme", "documents", "acme", "*")) is None


@pytest.mark.parametrize(
    "event",
    [
        asked("acme", "documents", "rival", "d1"),
        asked("acme", "documents", "*"),
        asked("acme", "documents", "*", "d1"),
        asked("acme", "documents"),
        asked(None, "documents", "acme", "d1"),
        asked("", "documents", "", "d1"),
    ],
)
def test_nobody_else_may(event: dict[str, Any]) -> None:
    assert event_channels.on_subscribe(event) == {"error": "not your channel"}
