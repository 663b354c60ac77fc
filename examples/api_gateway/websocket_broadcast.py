"""Pushes one message to many WebSocket clients and forgets the dead.

The event of a closed connection is best effort, so a table of
connections always holds dead ones. A push finds them: whoever is gone
is taken out, whoever reads too slowly is left for the next round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

FRAME = 32 * 1024


@dataclass
class Outcome:
    sent: int = 0
    gone: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)


# --8<-- [start:client]
def push_client(endpoint: str) -> Any:
    """`endpoint` is https://{api}.execute-api.{region}.../{stage}."""
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=endpoint,
        # The SDK repeats a 429, and waits. That is what a full client
        # answers, so each of them would stop the loop for seconds, and
        # every attempt counts against the account's rate.
        config=Config(
            retries={"total_max_attempts": 1, "mode": "standard"},
            connect_timeout=1,
            read_timeout=2,
        ),
    )


# --8<-- [end:client]


# --8<-- [start:broadcast]
def broadcast(
    apigatewaymanagementapi_client: Any,
    connections: Iterable[str],
    message: bytes,
    forget: Callable[[str], None],
) -> Outcome:
    if len(message) > FRAME:
        # It would go out in several frames and be billed as several
        # messages, for each client. Send a link instead.
        raise ValueError("message is larger than one frame")
    errors = apigatewaymanagementapi_client.exceptions
    outcome = Outcome()
    for connection in connections:
        try:
            apigatewaymanagementapi_client.post_to_connection(
                ConnectionId=connection, Data=message
            )
            outcome.sent += 1
        except errors.GoneException:
            forget(connection)
            outcome.gone.append(connection)
        except errors.LimitExceededException:
            # Throttled, or the client does not read. Trying again
            # at once would hold up everybody behind it.
            outcome.later.append(connection)
    return outcome


# --8<-- [end:broadcast]


# --8<-- [start:paced]
def paced(
    connections: Iterable[str],
    rate: int,
    sleep: Callable[[float], None],
) -> Iterable[str]:
    """At most `rate` connections a second, counted in batches.

    Pushes share the account's request quota with every API beside
    them, so a broadcast takes its share and no more.
    """
    for number, connection in enumerate(connections):
        if number and number % rate == 0:
            sleep(1.0)
        yield connection


# --8<-- [end:paced]
