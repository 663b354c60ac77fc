from __future__ import annotations

from datetime import date
from typing import Any

import boto3

from examples.analytics import partition_projection

LOCATION = "s3://lake/events"


def test_the_table_projects_what_the_writer_writes(aws: boto3.Session) -> None:
    client = aws.client("glue")
    client.create_database(DatabaseInput={"Name": "lake"})
    partition_projection.create(
        client, "lake", "events", {"kind": "string"}, LOCATION, "2026-01-01"
    )
    table = client.get_table(DatabaseName="lake", Name="events")["Table"]
    properties: dict[str, str] = table["Parameters"]
    keys = [key["Name"] for key in table["PartitionKeys"]]
    assert keys == ["tenant", "day"]
    # every key has a type, and a place in the path that the writer uses
    assert all(f"projection.{key}.type" in properties for key in keys)
    path = properties["storage.location.template"]
    for key, value in {"tenant": "t1", "day": "2026-11-24"}.items():
        path = path.replace(f"${{{key}}}", value)
    assert path == f"{LOCATION}/tenant=t1/day=2026-11-24/"


def test_the_range_of_days_has_no_end() -> None:
    properties: dict[str, Any] = partition_projection.projection(LOCATION, "2026-01-01")
    start, end = properties["projection.day.range"].split(",")
    assert date.fromisoformat(start) == date(2026, 1, 1)
    assert end == "NOW"


def test_a_partition_column_is_no_data_column(aws: boto3.Session) -> None:
    client = aws.client("glue")
    client.create_database(DatabaseInput={"Name": "lake"})
    partition_projection.create(
        client, "lake", "events", {"kind": "string"}, LOCATION, "2026-01-01"
    )
    table = client.get_table(DatabaseName="lake", Name="events")["Table"]
    columns = {column["Name"] for column in table["StorageDescriptor"]["Columns"]}
    assert columns == {"kind"}
