"""A queue worker that a deployment or Spot may stop at any time.

After SIGTERM it finishes the message in hand, gives back the one that
came too late, and asks for no other.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


# --8<-- [start:worker]
class Worker:
    def __init__(
        self, sqs_client: Any, queue: str, work: Callable[[str], None]
    ) -> None:
        self.sqs_client, self._queue, self._work = (
            sqs_client,
            queue,
            work,
        )
        self._stopping = False
        # The process must be PID 1 or get its signals from an init
        # process: a shell in between swallows them.
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def run(self) -> None:
        while not self._stopping:
            answer = self.sqs_client.receive_message(
                QueueUrl=self._queue,
                MaxNumberOfMessages=1,  # fits into the stop timeout
                WaitTimeSeconds=10,  # well below the stop timeout
            )
            for message in answer.get("Messages", []):
                self._handle(message["Body"], message["ReceiptHandle"])

    def _handle(self, body: str, receipt: str) -> None:
        if self._stopping:  # it came while we were told to go
            self.sqs_client.change_message_visibility(
                QueueUrl=self._queue,
                ReceiptHandle=receipt,
                VisibilityTimeout=0,  # for another worker, at once
            )
            return
        try:
            self._work(body)
        except Exception:
            # One bad message must not cost a task and its start. It
            # comes back by itself, and a dead-letter queue ends that.
            logging.exception("not done, left in the queue")
            return
        self.sqs_client.delete_message(
            QueueUrl=self._queue, ReceiptHandle=receipt
        )


# --8<-- [end:worker]


# --8<-- [start:protect]
@contextmanager
def protected(
    ecs_client: Any, cluster: str, task: str, minutes: int
) -> Iterator[None]:
    """Keeps scale-in and deployments off a job that outlasts SIGTERM.

    It does not keep off Spot, a retirement or a broken host, so the job
    must still bear to be started again.
    """
    answer = ecs_client.update_task_protection(
        cluster=cluster,
        tasks=[task],
        protectionEnabled=True,
        expiresInMinutes=minutes,
    )
    if answer["failures"]:
        # A deployment already wants this task: do not start the job.
        raise RuntimeError(answer["failures"][0]["reason"])
    try:
        yield
    finally:
        ecs_client.update_task_protection(
            cluster=cluster, tasks=[task], protectionEnabled=False
        )


# --8<-- [end:protect]
