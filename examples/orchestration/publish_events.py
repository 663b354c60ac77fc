"""Publishes change notices to an Event API, over signed HTTP.

A notice says what changed and its version; the document stays behind
the API that checks who may read it. A lost notice costs a late screen,
not lost data, since clients ask for the difference when they reconnect.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

Notice = dict[str, Any]
BATCH = 5  # events in one publish request


# --8<-- [start:sign]
def request(
    domain: str,
    region: str,
    credentials: Credentials,
    channel: str,
    notices: list[Notice],
) -> AWSRequest:
    body = {
        "channel": channel,
        # Each event is a string that holds JSON, not JSON itself.
        "events": [json.dumps(notice) for notice in notices],
    }
    unsigned = AWSRequest(
        method="POST",
        url=f"https://{domain}/event",
        data=json.dumps(body),
        headers={"content-type": "application/json"},
    )
    SigV4Auth(credentials, "appsync", region).add_auth(unsigned)
    return unsigned


# --8<-- [end:sign]


# --8<-- [start:publish]
def publish(
    send: Callable[[list[Notice]], dict[str, Any]],
    notices: list[Notice],
) -> list[Notice]:
    """Those that AppSync refused; `send` posts one request."""
    refused: list[Notice] = []
    for batch in in_batches(notices):
        answer = send(batch)
        # A request may succeed in part: a success says nothing about
        # each event in it.
        refused += [batch[one["index"]] for one in answer["failed"]]
    return refused


def in_batches(notices: list[Notice]) -> Iterator[list[Notice]]:
    newest = {one["id"]: one for one in notices}  # the last one counts
    kept = list(newest.values())
    for start in range(0, len(kept), BATCH):
        yield kept[start : start + BATCH]


# --8<-- [end:publish]
