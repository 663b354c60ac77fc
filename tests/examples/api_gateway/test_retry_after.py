from __future__ import annotations

import json
from typing import Any

from examples.api_gateway import retry_after


def test_a_throttled_client_is_told_when_to_come_back(aws: Any) -> None:
    client = aws.client("apigateway")
    api = client.create_rest_api(name="shop")["id"]
    retry_after.explain_throttling(client, api, 2)
    throttled = client.get_gateway_response(restApiId=api, responseType="THROTTLED")
    assert throttled["statusCode"] == "429"
    # a static value stands in single quotes, or API Gateway takes it for a mapping
    assert throttled["responseParameters"] == {"gatewayresponse.header.Retry-After": "'2'"}
    body = json.loads(throttled["responseTemplates"]["application/json"])
    assert body == {"error": "slow_down", "request": "$context.requestId"}


def test_a_spent_quota_sends_the_client_away_for_an_hour(aws: Any) -> None:
    client = aws.client("apigateway")
    api = client.create_rest_api(name="shop")["id"]
    retry_after.explain_throttling(client, api, 2)
    spent = client.get_gateway_response(restApiId=api, responseType="QUOTA_EXCEEDED")
    assert spent["statusCode"] == "429"
    assert spent["responseParameters"] == {"gatewayresponse.header.Retry-After": "'3600'"}
    body = json.loads(spent["responseTemplates"]["application/json"])
    assert body["error"] == "quota_spent"
