from __future__ import annotations

import sqlite3
from typing import Any

import boto3
from botocore.stub import Stubber

from examples.sagemaker import point_in_time_features as example


def test_a_record_is_written_whole_and_to_both_stores() -> None:
    client = boto3.client("sagemaker-featurestore-runtime")
    with Stubber(client) as stub:
        stub.add_response(
            "put_record",
            {},
            {
                "FeatureGroupName": "customers",
                "Record": [
                    {"FeatureName": "customer", "ValueAsString": "c1"},
                    {"FeatureName": "event_time", "ValueAsString": "2026-11-25T10:00:00Z"},
                    {"FeatureName": "spend_7d", "ValueAsString": "12.5"},
                ],
                "TargetStores": ["OnlineStore", "OfflineStore"],
            },
        )
        record = {
            "customer": "c1",
            "event_time": "2026-11-25T10:00:00Z",
            "spend_7d": 12.5,
            "unknown": None,
        }
        example.write(client, "customers", record)
        stub.assert_no_pending_responses()


def online(answer: dict[str, Any]) -> dict[str, str]:
    client = boto3.client("sagemaker-featurestore-runtime")
    with Stubber(client) as stub:
        stub.add_response(
            "get_record",
            answer,
            {
                "FeatureGroupName": "customers",
                "RecordIdentifierValueAsString": "c1",
                "FeatureNames": ["spend_7d", "orders"],
            },
        )
        return example.read(client, "customers", "c1", {"spend_7d": "0", "orders": "0"})


def test_a_known_customer_has_features() -> None:
    found = {"Record": [{"FeatureName": "spend_7d", "ValueAsString": "12.5"}]}
    assert online(found) == {"spend_7d": "12.5", "orders": "0"}


def test_an_unknown_customer_gets_the_defaults_and_no_error() -> None:
    assert online({}) == {"spend_7d": "0", "orders": "0"}


def training_set(features: list[tuple[str, str, str, float | None, bool]]) -> list[Any]:
    """The query itself, run on SQLite: customer c1 with a label at noon."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE labels (customer, label_time, label)")
    base.execute(
        "CREATE TABLE features (customer, event_time, api_invocation_time, spend_7d, is_deleted)"
    )
    base.execute("INSERT INTO labels VALUES ('c1', '12:00', 1)")
    base.executemany("INSERT INTO features VALUES (?, ?, ?, ?, ?)", features)
    return [row[3] for row in base.execute(example.TRAINING_SET)]


def test_takes_the_newest_record_before_the_label() -> None:
    early, late = ("c1", "10:00", "10:01", 5.0, False), ("c1", "11:00", "11:01", 7.0, False)
    assert training_set([early, late]) == [7.0]


def test_never_looks_into_the_future() -> None:
    known, future = ("c1", "10:00", "10:01", 5.0, False), ("c1", "13:00", "13:01", 99.0, False)
    assert training_set([known, future]) == [5.0]


def test_does_not_use_what_arrived_too_late() -> None:
    # happened at eleven, but reached the store at two: nobody could have used it at noon
    known, late = ("c1", "10:00", "10:01", 5.0, False), ("c1", "11:00", "14:00", 99.0, False)
    assert training_set([known, late]) == [5.0]


def test_a_correction_of_the_same_moment_wins_if_known_in_time() -> None:
    first, corrected = ("c1", "10:00", "10:01", 5.0, False), ("c1", "10:00", "11:30", 6.0, False)
    assert training_set([first, corrected]) == [6.0]


def test_a_deleted_record_is_not_raised_from_the_dead() -> None:
    known, deleted = ("c1", "10:00", "10:01", 5.0, False), ("c1", "11:00", "11:01", None, True)
    assert training_set([known, deleted]) == []


def test_a_label_without_features_stays_in_the_set() -> None:
    assert training_set([("c2", "10:00", "10:01", 5.0, False)]) == [None]
