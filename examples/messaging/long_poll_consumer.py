"""Consumes a queue: long poll, a heartbeat while working, late retries.

Without the heartbeat the visibility timeout must be as long as the
slowest message, and every crash then waits that long. With it the
timeout is short and slow work keeps its message. While a dependency is
down nothing is received, so that no message dies of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

Message = dict[str, Any]
log = logging.getLogger(__name__)


# --8<-- [start:receive]
def receive(
    sqs_client: Any, queue_url: str, idle: int = 10
) -> list[Message]:
    """As many messages as there are idle workers, ten at most."""
    answer = sqs_client.receive_message(
        QueueUrl=queue_url,
        # What waited in here would have no heartbeat.
        MaxNumberOfMessages=min(idle, 10),
        # Without a wait SQS asks only some of its servers, and an
        # empty answer costs as much as a full one.
        WaitTimeSeconds=20,
        MessageSystemAttributeNames=["ApproximateReceiveCount"],
    )
    messages: list[Message] = answer.get("Messages", [])
    return messages


# --8<-- [end:receive]


# --8<-- [start:heartbeat]
def keep_hidden(
    sqs_client: Any,
    queue_url: str,
    message: Message,
    stop: Event,
    lost: Event,
    seconds: int = 60,
) -> None:
    """Extends the visibility until `stop`; sets `lost` on failure.

    `seconds` is the visibility timeout of the queue, or less.
    """
    # Half-way, so that one failed call is noticed before the end.
    while not stop.wait(seconds / 2):
        try:
            sqs_client.change_message_visibility(
                QueueUrl=queue_url,
                ReceiptHandle=message["ReceiptHandle"],
                VisibilityTimeout=seconds,
            )
        except (BotoCoreError, ClientError):
            # Refused or not reached: another may hold it soon.
            lost.set()
            return


# --8<-- [end:heartbeat]


# --8<-- [start:consume]
def consume(
    sqs_client: Any,
    queue_url: str,
    message: Message,
    work: Callable[[str], None],
) -> bool:
    stop, lost = Event(), Event()
    beat = Thread(
        target=keep_hidden,
        args=(sqs_client, queue_url, message, stop, lost),
        daemon=True,
    )
    beat.start()
    try:
        work(message["Body"])
    except Exception:
        log.exception("message %s failed", message["MessageId"])
        stop.set()
        beat.join()  # or it could hide the message once more
        retry_later(sqs_client, queue_url, message)
        return False
    finally:
        stop.set()
        beat.join()
    if lost.is_set():
        log.warning("message %s may run twice", message["MessageId"])
    # Only now, and with the handle of this receive.
    sqs_client.delete_message(
        QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"]
    )
    return True


# --8<-- [end:consume]


# --8<-- [start:retry]
def retry_later(
    sqs_client: Any, queue_url: str, message: Message
) -> None:
    """Backs off by hiding the message longer after each receive."""
    receives = int(message["Attributes"]["ApproximateReceiveCount"])
    sqs_client.change_message_visibility(
        QueueUrl=queue_url,
        ReceiptHandle=message["ReceiptHandle"],
        VisibilityTimeout=min(5 * 2**receives, 900),
    )


# --8<-- [end:retry]


# --8<-- [start:pause]
def run(
    sqs_client: Any,
    queue_url: str,
    work: Callable[[str], None],
    healthy: Callable[[], bool],
    stop: Event,
) -> None:
    """One worker: takes nothing while its dependency is down.

    `healthy` is a circuit breaker, or a cheap call.
    """
    while not stop.is_set():
        if not healthy():
            stop.wait(5)  # the messages wait unread, no receive spent
            continue
        for message in receive(sqs_client, queue_url, idle=1):
            consume(sqs_client, queue_url, message, work)


# --8<-- [end:pause]
