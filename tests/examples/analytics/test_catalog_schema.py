from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from examples.analytics import catalog_schema


def table() -> dict[str, Any]:
    return {
        "Table": {
            "Name": "events",
            "DatabaseName": "lake",
            "CreatedBy": "somebody",
            "VersionId": "7",
            "StorageDescriptor": {"Columns": [{"Name": "kind", "Type": "string"}]},
            "Parameters": {"projection.enabled": "true"},
        }
    }


def test_the_change_names_the_version_that_it_read(answers: Any) -> None:
    client = boto3.client("glue")
    answers(client, "GetTable", table())
    updates = answers(client, "UpdateTable", {})
    assert catalog_schema.add_column(client, "lake", "events", "amount", "bigint")
    (update,) = updates
    assert update["VersionId"] == "7"
    assert update["SkipArchive"] is False
    columns = update["TableInput"]["StorageDescriptor"]["Columns"]
    assert [column["Name"] for column in columns] == ["kind", "amount"]
    # what was there stays, what only Glue may write is left out
    assert update["TableInput"]["Parameters"] == {"projection.enabled": "true"}
    assert "CreatedBy" not in update["TableInput"]


def test_an_iceberg_table_is_left_to_its_engine(answers: Any) -> None:
    iceberg = table()
    iceberg["Table"]["Parameters"] = {"table_type": "iceberg"}
    client = boto3.client("glue")
    answers(client, "GetTable", iceberg)
    with pytest.raises(catalog_schema.Refused, match="ALTER TABLE"):
        catalog_schema.add_column(client, "lake", "events", "amount", "bigint")


def test_the_same_column_twice_changes_nothing(answers: Any) -> None:
    client = boto3.client("glue")
    answers(client, "GetTable", table())
    updates = answers(client, "UpdateTable", {})
    assert not catalog_schema.add_column(client, "lake", "events", "kind", "string")
    assert updates == []


def test_another_type_is_refused(answers: Any) -> None:
    client = boto3.client("glue")
    answers(client, "GetTable", table())
    with pytest.raises(catalog_schema.Refused, match="kind is string, not bigint"):
        catalog_schema.add_column(client, "lake", "events", "kind", "bigint")


def test_a_faster_writer_is_not_overwritten(answers: Any) -> None:
    client = boto3.client("glue")
    answers(client, "GetTable", table())
    answers(client, "UpdateTable", {"__type": "ConcurrentModificationException"})
    with pytest.raises(ClientError, match="ConcurrentModification"):
        catalog_schema.add_column(client, "lake", "events", "amount", "bigint")


def test_on_a_catalog_in_memory(aws: boto3.Session) -> None:
    client = aws.client("glue")
    client.create_database(DatabaseInput={"Name": "lake"})
    column = {"Name": "kind", "Type": "string"}
    client.create_table(
        DatabaseName="lake",
        TableInput={"Name": "events", "StorageDescriptor": {"Columns": [column]}},
    )
    assert catalog_schema.add_column(client, "lake", "events", "amount", "bigint")
    assert not catalog_schema.add_column(client, "lake", "events", "amount", "bigint")
    versions = client.get_table_versions(DatabaseName="lake", TableName="events")
    assert len(versions["TableVersions"]) == 2
