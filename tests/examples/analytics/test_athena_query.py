from __future__ import annotations

from typing import Any

import boto3
import pytest

from examples.analytics import athena_query

TOKEN = "report-2026-11-24-revision-000001"


def execution(state: str, **more: Any) -> dict[str, Any]:
    return {
        "QueryExecution": {
            "Status": {"State": state, **more.pop("status", {})},
            "ResultConfiguration": {"OutputLocation": "s3://results/1.csv"},
            **more,
        }
    }


def test_the_start_carries_token_values_and_reuse(answers: Any) -> None:
    client = boto3.client("athena")
    requests = answers(client, "StartQueryExecution", {"QueryExecutionId": "1"})
    sql = "SELECT count(*) FROM orders WHERE day = ?"
    assert athena_query.start(client, sql, ["'2026-11-24'"], "reports", TOKEN, 30) == "1"
    assert requests[0]["ClientRequestToken"] == TOKEN
    assert requests[0]["ExecutionParameters"] == ["'2026-11-24'"]
    assert requests[0]["ResultReuseConfiguration"] == {
        "ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 30}
    }


def test_without_values_or_age_neither_is_sent(answers: Any) -> None:
    client = boto3.client("athena")
    requests = answers(client, "StartQueryExecution", {"QueryExecutionId": "1"})
    athena_query.start(client, "SELECT 1", [], "reports", TOKEN)
    assert "ExecutionParameters" not in requests[0]
    assert requests[0]["ResultReuseConfiguration"] == {
        "ResultReuseByAgeConfiguration": {"Enabled": False}
    }


def test_waits_with_growing_pauses_until_it_succeeds(answers: Any) -> None:
    client = boto3.client("athena")
    answers(
        client,
        "GetQueryExecution",
        execution("QUEUED"),
        execution("RUNNING"),
        execution(
            "SUCCEEDED",
            Statistics={
                "DataScannedInBytes": 12,
                "ResultReuseInformation": {"ReusedPreviousResult": True},
            },
        ),
    )
    pauses: list[float] = []
    done = athena_query.wait(client, "1", 10, now=lambda: 0.0, sleep=pauses.append)
    assert done == athena_query.Finished("s3://results/1.csv", 12, True)
    assert pauses == [0.2, 0.4]


def test_the_reason_of_a_cancelled_query_is_told(answers: Any) -> None:
    client = boto3.client("athena")
    reason = {"StateChangeReason": "Bytes scanned limit was exceeded"}
    answers(client, "GetQueryExecution", execution("CANCELLED", status=reason))
    with pytest.raises(athena_query.QueryFailed, match="Bytes scanned limit was exceeded"):
        athena_query.wait(client, "1", 10, now=lambda: 0.0, sleep=lambda _: None)


def test_a_query_past_its_deadline_is_stopped(answers: Any) -> None:
    client = boto3.client("athena")
    answers(client, "GetQueryExecution", execution("RUNNING"))
    stops = answers(client, "StopQueryExecution", {})
    with pytest.raises(athena_query.QueryFailed, match="deadline"):
        athena_query.wait(client, "1", 10, now=lambda: 10.0, sleep=lambda _: None)
    assert [stop["QueryExecutionId"] for stop in stops] == ["1"]
