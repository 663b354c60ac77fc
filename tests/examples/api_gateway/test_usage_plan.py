from __future__ import annotations

from typing import Any

import pytest

from examples.api_gateway import usage_plan


@pytest.fixture
def api(aws: Any) -> tuple[Any, str]:
    client = aws.client("apigateway")
    api = client.create_rest_api(name="shop")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    client.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    client.put_integration(restApiId=api, resourceId=root, httpMethod="GET", type="MOCK")
    client.create_deployment(restApiId=api, stageName="prod")
    return client, api


def test_the_plan_has_a_bucket_a_quota_and_a_smaller_bucket_for_the_dear_method(
    api: tuple[Any, str],
) -> None:
    client, api_id = api
    plan = client.get_usage_plan(usagePlanId=usage_plan.create_plan(client, api_id, "prod", "gold"))
    assert plan["throttle"] == {"rateLimit": 20.0, "burstLimit": 40}
    assert (plan["quota"]["limit"], plan["quota"]["period"]) == (500_000, "MONTH")
    [stage] = plan["apiStages"]
    assert (stage["apiId"], stage["stage"]) == (api_id, "prod")
    [(method, inner)] = stage["throttle"].items()
    assert method == "/search/GET"
    assert inner["rateLimit"] < plan["throttle"]["rateLimit"]


def test_each_partner_has_a_key_of_his_own(api: tuple[Any, str]) -> None:
    client, api_id = api
    plan = usage_plan.create_plan(client, api_id, "prod", "gold")
    secrets = {usage_plan.enrol(client, plan, name) for name in ("north", "south")}
    keys = client.get_usage_plan_keys(usagePlanId=plan)["items"]
    assert {key["name"] for key in keys} == {"north", "south"}
    assert {key["value"] for key in keys} == secrets
    assert len(secrets) == 2
