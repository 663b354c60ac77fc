from __future__ import annotations

import boto3
from botocore.stub import ANY, Stubber

from examples.api_gateway import waf_rate_rule

STAGE = "arn:aws:apigateway:us-east-1::/restapis/abc123/stages/prod"
ACL = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/api/1"


def test_only_sign_in_is_counted_and_the_answer_is_429() -> None:
    rule = waf_rate_rule.sign_in_rule(limit=20, window=60)
    rate = rule["Statement"]["RateBasedStatement"]
    assert (rate["Limit"], rate["EvaluationWindowSec"]) == (20, 60)
    match = rate["ScopeDownStatement"]["ByteMatchStatement"]
    # the stage comes before the path of the API
    assert "/prod/v1/sign-in".endswith(match["SearchString"].decode())
    assert [each["Type"] for each in match["TextTransformations"]] == ["URL_DECODE", "LOWERCASE"]
    assert rule["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429


def test_the_list_allows_by_default_and_stands_before_the_stage() -> None:
    client = boto3.client("wafv2")
    with Stubber(client) as stub:
        stub.add_response(
            "create_web_acl",
            {"Summary": {"ARN": ACL}},
            {
                "Name": "api",
                "Scope": "REGIONAL",
                "DefaultAction": {"Allow": {}},
                "Rules": [waf_rate_rule.sign_in_rule(20, 60)],
                "VisibilityConfig": ANY,
            },
        )
        stub.add_response("associate_web_acl", {}, {"WebACLArn": ACL, "ResourceArn": STAGE})
        assert waf_rate_rule.protect(client, STAGE, 20) == ACL
        stub.assert_no_pending_responses()
