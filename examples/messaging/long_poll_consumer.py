"""Consumes a queue: long poll, a heartbeat while working, late retries.

Without the heartbeat the visibility timeout must be as long as the
slowest message, and every crash then waits that long. With it the
timeout is short and slow work keeps its message.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from botocore.exceptions import ClientError

Message = dict[str, Any]
log = logging.getLogger(__name__)


# --8<-- [start:receive]
def receive(sqs_client: Any, queue_url: str) -> list[Message]:
    answer = sqs_client.receive_message(
        QueueUrl=queue_url,
        MaxNumberOfMessages=10,
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
    """Extends the visibility until `stop`; sets `lost` on failure."""
    # Half-way, so that one failed call is noticed before the end.
    while not stop.wait(seconds / 2):
        try:
            sqs_client.change_message_visibility(
                QueueUrl=queue_url,
                ReceiptHandle=message["ReceiptHandle"],
                VisibilityTimeout=seconds,
            )
        except ClientError:
            # Another consumer may hold it by now.
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
