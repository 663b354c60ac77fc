from __future__ import annotations

from typing import Any

from botocore.stub import Stubber

from examples.bedrock import prompt_router

MODELS = "arn:aws:bedrock:us-east-1::foundation-model/amazon."
SMALL, LARGE = MODELS + "nova-lite-v1:0", MODELS + "nova-pro-v1:0"
ROUTER = "arn:aws:bedrock:us-east-1:123456789012:prompt-router/r1"


def test_the_router_compares_with_the_large_model(control: Any) -> None:
    with Stubber(control) as stub:
        stub.add_response(
            "create_prompt_router",
            {"promptRouterArn": ROUTER},
            {
                "promptRouterName": "support-router",
                "models": [{"modelArn": SMALL}, {"modelArn": LARGE}],
                "fallbackModel": {"modelArn": LARGE},
                "routingCriteria": {"responseQualityDifference": 10.0},
            },
        )
        assert prompt_router.create_router(control, SMALL, LARGE, 10.0) == ROUTER
        stub.assert_no_pending_responses()


def test_says_which_model_answered(runtime: Any, answers: Any, reply: Any) -> None:
    traced = reply("Yes", trace={"promptRouter": {"invokedModelId": SMALL}})
    requests = answers(runtime, "Converse", traced)
    assert prompt_router.ask(runtime, ROUTER, "Is it raining?") == ("Yes", SMALL)
    assert "prompt-router" in requests[0]["url"]
