from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from examples.dynamodb import time_to_live
from examples.dynamodb.time_to_live import SessionExpiredError

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def expiry(table: Any, session: str) -> int:
    key = {"pk": "USER#ada", "sk": f"SESSION#{session}"}
    return int(table.get_item(Key=key)["Item"]["expires_at"])


def live(table: Any, now: datetime) -> list[str]:
    return [item["sk"] for item in time_to_live.live_sessions(table, "ada", now)]


def test_the_attribute_that_is_written_is_the_one_that_expires(table: Any) -> None:
    time_to_live.enable(table.meta.client, table.name)
    described = table.meta.client.describe_time_to_live(TableName=table.name)
    ttl = described["TimeToLiveDescription"]
    assert ttl["TimeToLiveStatus"] == "ENABLED"
    time_to_live.put_session(table, "ada", "1", NOW, HOUR)
    item = table.get_item(Key={"pk": "USER#ada", "sk": "SESSION#1"})["Item"]
    assert datetime.fromtimestamp(int(item[ttl["AttributeName"]]), UTC) == NOW + HOUR


def test_expiry_is_a_number_of_whole_seconds(table: Any, answers: Any) -> None:
    requests = answers(table.meta.client, "PutItem")
    with_fraction = NOW + timedelta(milliseconds=700)
    time_to_live.put_session(table, "ada", "1", with_fraction, HOUR)
    assert requests[0]["Item"]["expires_at"] == {"N": str(int((NOW + HOUR).timestamp()))}


def test_expired_sessions_that_are_still_stored_do_not_show(table: Any) -> None:
    time_to_live.put_session(table, "ada", "short", NOW, HOUR)
    time_to_live.put_session(table, "ada", "long", NOW, 3 * HOUR)
    assert sorted(live(table, NOW)) == ["SESSION#long", "SESSION#short"]
    assert live(table, NOW + HOUR) == ["SESSION#long"]  # gone on the second
    assert live(table, NOW + 3 * HOUR) == []
    assert len(table.scan()["Items"]) == 2


def test_a_live_session_can_be_extended(table: Any) -> None:
    time_to_live.put_session(table, "ada", "1", NOW, HOUR)
    time_to_live.extend(table, "ada", "1", NOW + HOUR / 2, HOUR)
    assert expiry(table, "1") == int((NOW + 1.5 * HOUR).timestamp())


def test_an_expired_session_cannot(table: Any) -> None:
    time_to_live.put_session(table, "ada", "1", NOW, HOUR)
    with pytest.raises(SessionExpiredError):
        time_to_live.extend(table, "ada", "1", NOW + HOUR, HOUR)
    assert expiry(table, "1") == int((NOW + HOUR).timestamp())


def test_nor_can_one_that_never_was(table: Any) -> None:
    with pytest.raises(SessionExpiredError):
        time_to_live.extend(table, "ada", "unknown", NOW, HOUR)
    assert table.scan()["Items"] == []


@pytest.mark.parametrize(
    ("event", "by", "expected"),
    [
        ("REMOVE", {"type": "Service", "principalId": "dynamodb.amazonaws.com"}, True),
        ("REMOVE", {"type": "Service", "principalId": "other.amazonaws.com"}, False),
        ("REMOVE", None, False),
        ("MODIFY", {"type": "Service", "principalId": "dynamodb.amazonaws.com"}, False),
    ],
)
def test_tells_an_expiry_from_a_delete(event: str, by: Any, expected: bool) -> None:
    record = {"eventName": event, **({"userIdentity": by} if by else {})}
    assert time_to_live.deleted_by_expiry(record) is expected
