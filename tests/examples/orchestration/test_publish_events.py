from __future__ import annotations

import json
from typing import Any

from botocore.credentials import Credentials

from examples.orchestration import publish_events

DOMAIN = "example.appsync-api.us-east-1.amazonaws.com"
CREDENTIALS = Credentials("testing", "testing", "session")


def notices(count: int) -> list[dict[str, Any]]:
    return [{"id": f"d{number}", "version": 1} for number in range(count)]


def test_the_request_is_signed_and_holds_each_event_as_text() -> None:
    sent = publish_events.request(DOMAIN, "us-east-1", CREDENTIALS, "documents/acme/d1", notices(2))
    assert (sent.method, sent.url) == ("POST", f"https://{DOMAIN}/event")
    assert "/us-east-1/appsync/aws4_request" in sent.headers["Authorization"]
    assert sent.headers["X-Amz-Security-Token"] == "session"
    body = json.loads(sent.data)
    assert body["channel"] == "documents/acme/d1"
    assert [json.loads(event) for event in body["events"]] == notices(2)


def test_a_request_holds_no_more_than_the_service_takes() -> None:
    sizes: list[int] = []

    def send(batch: list[dict[str, Any]]) -> dict[str, Any]:
        sizes.append(len(batch))
        return {"failed": []}

    assert publish_events.publish(send, notices(12)) == []
    assert sizes == [5, 5, 2]


def test_a_part_that_was_refused_is_reported() -> None:
    def send(_: list[dict[str, Any]]) -> dict[str, Any]:
        return {"failed": [{"index": 1, "code": 400, "message": "too large"}]}

    assert [one["id"] for one in publish_events.publish(send, notices(7))] == ["d1", "d6"]


def test_only_the_newest_notice_of_a_document_is_sent() -> None:
    sent: list[dict[str, Any]] = []

    def send(batch: list[dict[str, Any]]) -> dict[str, Any]:
        sent.extend(batch)
        return {"failed": []}

    publish_events.publish(send, [{"id": "d", "version": 1}, {"id": "d", "version": 2}])
    assert sent == [{"id": "d", "version": 2}]


def test_nothing_to_say_sends_nothing() -> None:
    assert publish_events.publish(lambda _: 1 / 0, []) == []  # type: ignore[arg-type, return-value]
