"""Lets Bedrock choose between two models of one family for each prompt.

The router is a resource; its ARN goes where a model's id would. It
predicts quality. It is no answer to errors: the fallback model is the
one that the others are compared with.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:create]
def create_router(
    bedrock_client: Any,
    small: str,
    large: str,
    quality_difference: float,
) -> str:
    """Prefers the small model while its answer is close enough."""
    answer = bedrock_client.create_prompt_router(
        promptRouterName="support-router",
        models=[{"modelArn": small}, {"modelArn": large}],
        fallbackModel={"modelArn": large},
        routingCriteria={
            "responseQualityDifference": quality_difference
        },
    )
    return str(answer["promptRouterArn"])


# --8<-- [end:create]


# --8<-- [start:ask]
def ask(
    bedrock_runtime_client: Any, router: str, question: str
) -> tuple[str, str]:
    """The answer, and the model that gave it: without the second a bill
    and a complaint cannot be explained."""
    response = bedrock_runtime_client.converse(
        modelId=router,
        messages=[{"role": "user", "content": [{"text": question}]}],
        inferenceConfig={"maxTokens": 300},
    )
    text = response["output"]["message"]["content"][0]["text"]
    return text, response["trace"]["promptRouter"]["invokedModelId"]


# --8<-- [end:ask]
