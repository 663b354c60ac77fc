"""Runs many prompts as one batch job: half the price, by tomorrow.

Lines come back in any order and some come back as errors, so each line
carries an id, and what is missing or failed is asked for again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


# --8<-- [start:records]
def records(documents: Mapping[str, str]) -> str:
    """The input file: a Converse request on each line."""
    return "".join(
        json.dumps(
            {
                "recordId": key,
                "modelInput": {
                    "messages": [
                        {
                            "role": "user",
                            "content": [
                                {"text": f"Summarise:\n{text}"}
                            ],
                        }
                    ],
                    "inferenceConfig": {"maxTokens": 200},
                },
            }
        )
        + "\n"
        for key, text in documents.items()
    )


# --8<-- [end:records]


# --8<-- [start:start]
def start(
    bedrock_client: Any,
    name: str,
    model: str,
    role: str,
    source: str,
    target: str,
) -> str:
    answer = bedrock_client.create_model_invocation_job(
        jobName=name,
        # The same name twice is the same job, not a second bill. The
        # repeat of a failed one is ignored as well: give it a new name.
        clientRequestToken=name,
        modelId=model,
        roleArn=role,
        modelInvocationType="Converse",
        inputDataConfig={
            "s3InputDataConfig": {
                "s3Uri": source,
                "s3InputFormat": "JSONL",
            }
        },
        outputDataConfig={"s3OutputDataConfig": {"s3Uri": target}},
        timeoutDurationInHours=24,
    )
    return str(answer["jobArn"])


# --8<-- [end:start]


# --8<-- [start:results]
def results(
    lines: Iterable[str], asked: Iterable[str]
) -> tuple[dict[str, str], set[str]]:
    """The answers by id, and the ids to ask again."""
    done = {}
    for line in lines:
        record = json.loads(line)
        if "error" in record:
            continue
        if record["modelOutput"]["stopReason"] == "max_tokens":
            continue  # half an answer; the repeat needs more room
        message = record["modelOutput"]["output"]["message"]
        done[record["recordId"]] = message["content"][0]["text"]
    return done, set(asked) - done.keys()


# --8<-- [end:results]
