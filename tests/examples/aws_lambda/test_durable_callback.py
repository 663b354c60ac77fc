from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from examples.aws_lambda import durable_callback

ARN = "arn:aws:lambda:us-east-1:123456789012:function:fulfil-order:7/durable-execution/order-17/1"


@pytest.fixture
def client() -> Any:
    return boto3.client("lambda")


def test_two_starts_of_one_order_are_the_same_request(client: Any) -> None:
    expected = {
        "FunctionName": "fulfil-order",
        "Qualifier": "live",
        "InvocationType": "Event",
        "DurableExecutionName": "order-17",
        "Payload": b'{"id": 17, "total": 40}',
    }
    with Stubber(client) as stub:
        for _ in range(2):
            stub.add_response("invoke", {"StatusCode": 202, "DurableExecutionArn": ARN}, expected)
        assert durable_callback.start(client, {"id": 17, "total": 40}) == ARN
        assert durable_callback.start(client, {"total": 40, "id": 17}) == ARN
        stub.assert_no_pending_responses()


def test_an_order_with_other_content_is_not_swallowed(client: Any) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("invoke", "DurableExecutionAlreadyStartedException")
        with pytest.raises(client.exceptions.DurableExecutionAlreadyStartedException):
            durable_callback.start(client, {"id": 17, "total": 41})


def test_a_decision_wakes_the_execution(client: Any) -> None:
    with Stubber(client) as stub:
        stub.add_response(
            "send_durable_execution_callback_success",
            {},
            {"CallbackId": "c-1", "Result": b'{"approved": false, "by": "Ada"}'},
        )
        assert durable_callback.decide(client, "c-1", "Ada", approved=False) is True
        stub.assert_no_pending_responses()


@pytest.mark.parametrize("code", ["CallbackTimeoutException", "ResourceNotFoundException"])
def test_a_decision_that_comes_too_late_is_told_so(client: Any, code: str) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("send_durable_execution_callback_success", code)
        assert durable_callback.decide(client, "c-1", "Ada", approved=True) is False


def test_another_error_is_raised(client: Any) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("send_durable_execution_callback_success", "TooManyRequestsException")
        with pytest.raises(ClientError, match="TooManyRequests"):
            durable_callback.decide(client, "c-1", "Ada", approved=True)
