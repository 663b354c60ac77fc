"""A workgroup whose queries cannot scan more than they may.

The limit per query is the only one that stops anything. It holds only
if the workgroup enforces its own settings over the client's, and if
nobody may use the default workgroup beside it.
"""

from __future__ import annotations

from typing import Any

TERABYTE = 10**12


# --8<-- [start:workgroup]
def create(
    athena_client: Any, name: str, limit_bytes: int, output: str
) -> None:
    athena_client.create_work_group(
        Name=name,
        Configuration={
            "BytesScannedCutoffPerQuery": limit_bytes,
            # Without this line a client overrides the rest of them.
            "EnforceWorkGroupConfiguration": True,
            # The metrics that an alarm on the daily sum needs.
            "PublishCloudWatchMetricsEnabled": True,
            "ResultConfiguration": {"OutputLocation": output},
        },
        Tags=[{"Key": "cost-owner", "Value": name}],
    )


# --8<-- [end:workgroup]


# --8<-- [start:budget]
def limit_for(dollars: float, dollars_a_terabyte: float) -> int:
    """The limit that keeps one query within a sum of money."""
    smallest = 10_000_000  # Athena takes no less
    if dollars <= 0 or dollars_a_terabyte <= 0:
        raise ValueError("a limit needs a sum and a price above zero")
    return max(smallest, int(dollars / dollars_a_terabyte * TERABYTE))


# --8<-- [end:budget]
