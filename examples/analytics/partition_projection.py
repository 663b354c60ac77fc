"""A table whose partitions are computed, not registered.

No crawler, no MSCK REPAIR TABLE, nothing that lags behind the writer.
The price: only Athena computes them, a day outside the range is empty
instead of an error, and a tenant must be named in every query.
"""

from __future__ import annotations

from typing import Any


# --8<-- [start:properties]
def projection(location: str, first_day: str) -> dict[str, str]:
    """Table properties: a partition for each tenant and day."""
    return {
        "projection.enabled": "true",
        "projection.day.type": "date",
        "projection.day.format": "yyyy-MM-dd",
        # NOW moves by itself. A fixed end is a table that goes silent.
        "projection.day.range": f"{first_day},NOW",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        # Injected: no list to keep, but the query must say which.
        "projection.tenant.type": "injected",
        "storage.location.template": (
            f"{location}/tenant=${{tenant}}/day=${{day}}/"
        ),
    }


# --8<-- [end:properties]


# --8<-- [start:table]
def create(
    glue_client: Any,
    database: str,
    name: str,
    columns: dict[str, str],
    location: str,
    first_day: str,
) -> None:
    formats = "org.apache.hadoop.hive.ql.io.parquet"
    glue_client.create_table(
        DatabaseName=database,
        TableInput={
            "Name": name,
            "TableType": "EXTERNAL_TABLE",
            "PartitionKeys": [
                {"Name": "tenant", "Type": "string"},
                {"Name": "day", "Type": "string"},
            ],
            "StorageDescriptor": {
                "Columns": [
                    {"Name": column, "Type": kind}
                    for column, kind in columns.items()
                ],
                "Location": f"{location}/",
                "InputFormat": f"{formats}.MapredParquetInputFormat",
                "OutputFormat": f"{formats}.MapredParquetOutputFormat",
                "SerdeInfo": {
                    "SerializationLibrary": (
                        f"{formats}.serde.ParquetHiveSerDe"
                    )
                },
            },
            "Parameters": projection(location, first_day),
        },
    )


# --8<-- [end:table]
