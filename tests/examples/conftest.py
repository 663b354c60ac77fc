"""Examples run offline: no socket can be opened, no real account can be reached, nothing waits.

Every test of this folder gets that without asking. What DynamoDB does comes from moto (the fixture
`aws`), what moto does not do from `answers`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from moto import mock_aws

REGION = "us-east-1"
Answers = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def offline(socket_disabled: None) -> None:
    """Refuses every socket and every name look-up, by pytest-socket.

    moto answers for the hosts that it knows; a call to another goes out to the real network.
    """


@pytest.fixture(scope="session")
def session() -> boto3.Session:
    """One session for all tests, since a new one reads botocore's large models again."""
    with pytest.MonkeyPatch.context() as patch:
        _hide_own_settings(patch)
        return boto3.Session("testing", "testing", region_name=REGION)


@pytest.fixture(autouse=True)
def fake_account(session: boto3.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps examples away from the developer's own AWS settings, and from the SDK's retries.

    Those would sleep.
    """
    _hide_own_settings(monkeypatch)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)


def _hide_own_settings(patch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        patch.delenv(name)
    patch.setenv("AWS_ACCESS_KEY_ID", "testing")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    patch.setenv("AWS_DEFAULT_REGION", REGION)
    patch.setenv("AWS_CONFIG_FILE", os.devnull)
    patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def aws(session: boto3.Session) -> Iterator[boto3.Session]:
    """A session with an empty AWS account that lives in memory for one test."""
    with mock_aws(config={"core": {"reset_boto3_session": False}}):  # it is fake, and costly
        yield session


class _Body(BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


@pytest.fixture
def answers() -> Answers:
    """Answers a client's next calls of one operation; calls after those go on to moto.

    `requests = answers(client, "PutItem", {"__type": "ThrottlingException"}, {})` answers with an
    error and then with success. An answer is a JSON body as sent over the wire, an error if it has
    a `__type`. `requests` fills with the bodies of all requests of that operation, answered here or
    not. Unlike a patched method this goes through botocore's checks, its parser and its errors.
    It is for services that speak JSON.
    """

    def script(client: Any, operation: str, *bodies: dict[str, Any]) -> list[dict[str, Any]]:
        waiting, requests = list(bodies), []

        def answer(request: Any, **_: Any) -> AWSResponse | None:
            requests.append({"url": request.url, **json.loads(request.body or "{}")})
            if not waiting:
                return None
            body = waiting.pop(0)
            status = 400 if "__type" in body else 200
            response = AWSResponse(request.url, status, {}, _Body(json.dumps(body).encode()))
            # botocore asks every handler and takes the first answer. So moto is asked as well,
            # and would carry out what this answer refuses, if it knew the address.
            request.url = "https://answered.invalid/"
            return response

        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_first(f"before-send.{service}.{operation}", answer)
        return requests

    return script
