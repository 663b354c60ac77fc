"""Changes flags that functions read at the edge, all or none.

Every write names the version of the whole store, so two deployments
that touch different keys still conflict. The client signs with SigV4A,
which needs botocore[crt].
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


# --8<-- [start:update]
def set_flags(
    cloudfront_keyvaluestore_client: Any,
    store: str,
    flags: Mapping[str, str],
    attempts: int = 4,
) -> str:
    """Returns the version of the store after the change."""
    client = cloudfront_keyvaluestore_client
    if len(flags) > 50:
        raise ValueError("more keys than one update may hold")
    puts = [{"Key": key, "Value": flags[key]} for key in sorted(flags)]
    for left in reversed(range(attempts)):
        current = client.describe_key_value_store(KvsARN=store)
        try:
            changed = client.update_keys(
                KvsARN=store, IfMatch=current["ETag"], Puts=puts
            )
        except client.exceptions.ConflictException:
            # Somebody wrote in between. These flags do not depend on
            # what was there, so a fresh version is all it takes.
            if not left:
                raise
        else:
            return str(changed["ETag"])
    raise ValueError("attempts must be at least one")


# --8<-- [end:update]
