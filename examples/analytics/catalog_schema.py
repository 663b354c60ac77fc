"""Adds a column to a catalog table without losing somebody else's.

UpdateTable replaces the whole definition. Two jobs that read, change
and write undo each other, unless the second says which version it
changed. Only additions at the end: readers of old files see null.
"""

from __future__ import annotations

from typing import Any

# What GetTable returns and TableInput refuses to take back.
KEPT = {
    "Name",
    "Description",
    "Owner",
    "Retention",
    "StorageDescriptor",
    "PartitionKeys",
    "TableType",
    "Parameters",
}


class Refused(Exception):
    """The change would break readers of the table."""


# --8<-- [start:add]
def add_column(
    glue_client: Any, database: str, name: str, column: str, kind: str
) -> bool:
    """True if the column was added, False if it was there already."""
    table = glue_client.get_table(DatabaseName=database, Name=name)
    definition = table["Table"]
    format_of_table = definition.get("Parameters", {}).get("table_type")
    if str(format_of_table).upper() == "ICEBERG":
        # Its columns live in Iceberg's metadata; these are a copy.
        raise Refused("use ALTER TABLE for an Iceberg table")
    columns = definition["StorageDescriptor"]["Columns"]
    known = {one["Name"]: one["Type"] for one in columns}
    if column in known:
        if known[column] != kind:
            raise Refused(f"{column} is {known[column]}, not {kind}")
        return False
    columns.append({"Name": column, "Type": kind})
    glue_client.update_table(
        DatabaseName=database,
        TableInput={k: v for k, v in definition.items() if k in KEPT},
        # Fails if another writer was faster. Then start again.
        VersionId=definition["VersionId"],
        # Keeps the old version. Skip it for writers that commit every
        # minute: versions count against a quota and are billed.
        SkipArchive=False,
    )
    return True


# --8<-- [end:add]
