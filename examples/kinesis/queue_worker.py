"""Works through a stream by a queue on it, record by record.

For work without order: each record is acknowledged on its own, one that
fails comes back and at last steps aside, and no shard waits for it.
Queues are for on-demand streams.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
log = logging.getLogger(__name__)


# --8<-- [start:create]
def create(client: Any, name: str, stream_arn: str) -> str:
    answer = client.create_queue(
        QueueName=name,
        StreamConfigurationList=[
            {
                "StreamARN": stream_arn,
                "StartingPosition": {"Type": "TRIM_HORIZON"},
            }
        ],
        QueueAttributes={
            # The clock of all ten records of a receive starts with
            # it: longer than ten slow jobs, or some are done twice.
            "VisibilityTimeoutSeconds": 300,
            "DeadLetterConfiguration": {
                "TargetType": "BUILT_IN",
                "MaxReceiveCount": 5,
            },
        },
    )
    return str(answer["QueueDescription"]["QueueARN"])


# --8<-- [end:create]


# --8<-- [start:work]
def work(client: Any, queue: str, job: Callable[[Record], None]) -> int:
    """Does what one receive brings; returns how much was finished."""
    answer = client.receive_queue_records(
        QueueARN=queue, Limit=10, WaitTimeSeconds=20
    )
    done = []
    for record in answer["QueueRecords"]:
        try:
            job(record)  # may see a record again: use its RecordId
        except Exception:
            log.exception("record %s failed", record["RecordId"])
            continue  # comes back when its visibility ends
        done.append({"ReceiptHandle": record["ReceiptHandle"]})
    if not done:
        return 0
    result = client.acknowledge_queue_records(
        QueueARN=queue, Entries=done
    )
    # A 200 may hold failures. Such a record comes again, which the
    # job must survive anyway.
    return len(result["Successful"])


# --8<-- [end:work]
