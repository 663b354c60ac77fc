from __future__ import annotations

import json
from typing import Any

import pytest

from examples.analytics import search_bulk


def documents(count: int) -> list[dict[str, Any]]:
    return [{"id": f"e{number}", "message": "ä" * 10} for number in range(count)]


def test_bodies_hold_every_document_once_and_keep_the_limit() -> None:
    sent = documents(20)
    parts = list(search_bulk.bodies("logs-1", sent, 500))
    assert len(parts) > 1
    assert [one for _, inside in parts for one in inside] == sent
    for body, inside in parts:
        assert len(body.encode()) <= 500
        assert body.endswith("\n")
        lines = [json.loads(line) for line in body.splitlines()]
        assert lines[0::2] == [{"create": {"_index": "logs-1", "_id": one["id"]}} for one in inside]
        assert lines[1::2] == inside


def test_one_document_above_the_limit_goes_alone() -> None:
    parts = list(search_bulk.bodies("logs-1", documents(2), 1))
    assert [len(inside) for _, inside in parts] == [1, 1]


def item(status: int, reason: str = "") -> dict[str, Any]:
    return {"create": {"status": status, "error": {"reason": reason}}}


def test_a_partial_failure_is_taken_apart() -> None:
    sent = documents(5)
    answer = {
        "errors": True,
        "items": [item(201), item(429), item(400, "mapper_parsing"), item(409), item(503)],
    }
    outcome = search_bulk.sort_out(answer, sent)
    assert outcome.written == 2
    assert outcome.again == [sent[1], sent[4]]
    assert outcome.rejected == [(sent[2], "mapper_parsing")]


def test_an_answer_that_does_not_match_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        search_bulk.sort_out({"items": [item(201)]}, documents(2))
