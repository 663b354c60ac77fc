from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from examples.api_gateway import stage_throttling


def test_the_default_and_one_method_get_their_limits(aws: Any) -> None:
    client = aws.client("apigateway")
    api = client.create_rest_api(name="shop")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    client.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    client.put_integration(restApiId=api, resourceId=root, httpMethod="GET", type="MOCK")
    client.create_deployment(restApiId=api, stageName="prod")
    stage_throttling.throttle_rest(
        client, api, "prod", {"*": (200.0, 100), "POST /orders": (50.0, 10)}
    )
    settings = client.get_stage(restApiId=api, stageName="prod")["methodSettings"]
    default, orders = settings["*/*"], settings["~1orders/POST"]
    assert (default["throttlingRateLimit"], default["throttlingBurstLimit"]) == (200.0, 100)
    assert (orders["throttlingRateLimit"], orders["throttlingBurstLimit"]) == (50.0, 10)


@pytest.mark.parametrize(
    ("method", "key"),
    [("GET /", "~1/GET"), ("POST /orders/{id}", "~1orders~1{id}/POST")],
)
def test_a_path_is_escaped_as_a_json_pointer(method: str, key: str) -> None:
    assert stage_throttling.setting_key(method) == key


def test_a_route_of_an_http_api_gets_a_default() -> None:
    client = boto3.client("apigatewayv2")
    with Stubber(client) as stub:
        stub.add_response(
            "update_stage",
            {},
            {
                "ApiId": "a1",
                "StageName": "$default",
                "DefaultRouteSettings": {
                    "ThrottlingRateLimit": 200.0,
                    "ThrottlingBurstLimit": 100,
                },
            },
        )
        stage_throttling.throttle_http(client, "a1", "$default", 200.0, 100)
        stub.assert_no_pending_responses()
