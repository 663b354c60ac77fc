"""Publishes a new state of a data set under one key, without a lock.

The state is a small manifest that names immutable objects. Two
publishers that both read, add and write it lose the first one's work,
since the last writer wins. With the ETag as a condition the second is
told, reads again and adds to what is there.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

Manifest = dict[str, Any]


class ContentionError(Exception):
    """Others published before each of our attempts."""


# --8<-- [start:create]
def claim(client: Any, bucket: str, key: str, owner: str) -> bool:
    """True if this caller created the key: a job that must run once."""
    try:
        client.put_object(
            Bucket=bucket, Key=key, Body=owner.encode(), IfNoneMatch="*"
        )
    except ClientError as error:
        # 409: another claim is on its way. The caller asks again later.
        if error.response["Error"]["Code"] not in {
            "PreconditionFailed",
            "ConditionalRequestConflict",
        }:
            raise
        # A lost answer makes the SDK repeat the PUT, which then meets
        # our own object. So look who won.
        return holder(client, bucket, key) == owner
    return True


def holder(client: Any, bucket: str, key: str) -> str | None:
    try:
        answer = client.get_object(Bucket=bucket, Key=key)
    except client.exceptions.NoSuchKey:
        return None
    return str(answer["Body"].read().decode())


# --8<-- [end:create]


# --8<-- [start:swap]
# 412: changed since we read it. 409: a conflicting write is under way.
# 404: deleted meanwhile. In all three the answer is to read again.
RETRY = {
    "PreconditionFailed",
    "ConditionalRequestConflict",
    "NoSuchKey",
}


def publish(
    client: Any,
    bucket: str,
    key: str,
    change: Callable[[Manifest], Manifest],
    attempts: int = 5,
) -> Manifest:
    """Applies `change`, once or again.

    Again after a lost race, and after a lost answer: then on a manifest
    that holds the change already. So it must add nothing twice.
    """
    for attempt in range(attempts):
        current, condition = read(client, bucket, key)
        wanted = change(current)
        body = json.dumps(wanted).encode()
        try:
            client.put_object(
                Bucket=bucket, Key=key, Body=body, **condition
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in RETRY:
                raise
            time.sleep(random.uniform(0, 0.05 * 2**attempt))
        else:
            return wanted
    raise ContentionError(key)


# --8<-- [end:swap]


# --8<-- [start:read]
def read(
    client: Any, bucket: str, key: str
) -> tuple[Manifest, dict[str, str]]:
    """The manifest, and the condition for replacing it."""
    try:
        answer = client.get_object(Bucket=bucket, Key=key)
    # Only with s3:ListBucket: without it a missing key is a 403.
    except client.exceptions.NoSuchKey:
        return {"files": []}, {"IfNoneMatch": "*"}
    return json.load(answer["Body"]), {"IfMatch": answer["ETag"]}


# --8<-- [end:read]
