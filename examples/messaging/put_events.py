"""Publishes events to a bus and does not lose the part that failed.

PutEvents answers with success although entries in it were refused. A
call without an answer is sent again: an event may then be there twice.
"""

from __future__ import annotations

from collections.abc import Callable
from random import uniform
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

Entry = dict[str, Any]
AGAIN = {"ThrottlingException", "InternalFailure"}


# --8<-- [start:publish]
def publish(
    events_client: Any,
    entries: list[Entry],
    sleep: Callable[[float], None],
    attempts: int = 4,
) -> list[Entry]:
    """What the bus did not take, each with the reason in `error`."""
    refused: list[Entry] = []
    for attempt in range(attempts):
        again: list[Entry] = []
        for some in chunks(entries, 10):
            try:
                answer = events_client.put_events(Entries=some)
            except (BotoCoreError, ClientError):
                again += some  # the other calls still go out
                continue
            # One result for each entry, in the order of the entries.
            for sent, result in zip(
                some, answer["Entries"], strict=True
            ):
                error = result.get("ErrorCode")
                if error in AGAIN:
                    again.append(sent)
                elif error:
                    refused.append({**sent, "error": error})
        if not again:
            return refused
        entries = again
        sleep(uniform(0, 0.2 * 2**attempt))
    return refused + [{**one, "error": "gave up"} for one in entries]


# --8<-- [end:publish]


def chunks(entries: list[Entry], size: int) -> list[list[Entry]]:
    return [
        entries[start : start + size]
        for start in range(0, len(entries), size)
    ]
