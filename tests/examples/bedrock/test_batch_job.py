from __future__ import annotations

import json
from typing import Any

from botocore.stub import Stubber

from examples.bedrock import batch_job

JOB = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abcdef012345"
ROLE = "arn:aws:iam::123456789012:role/batch"


def line(key: str, text: str, stop: str = "end_turn") -> str:
    message = {"role": "assistant", "content": [{"text": text}]}
    answer = {"output": {"message": message}, "stopReason": stop}
    return json.dumps({"recordId": key, "modelOutput": answer})


def test_each_line_is_a_request_that_converse_takes(runtime: Any, answers: Any, reply: Any) -> None:
    lines = batch_job.records({"a": "One\nline", "b": "Two"}).splitlines()
    assert [json.loads(one)["recordId"] for one in lines] == ["a", "b"]
    for one in lines:
        answers(runtime, "Converse", reply("ok"))
        runtime.converse(modelId="model", **json.loads(one)["modelInput"])


def test_a_job_named_twice_is_one_job(control: Any) -> None:
    expected = {
        "jobName": "summaries-2026-11-25",
        "clientRequestToken": "summaries-2026-11-25",
        "modelId": "model",
        "roleArn": ROLE,
        "modelInvocationType": "Converse",
        "inputDataConfig": {
            "s3InputDataConfig": {"s3Uri": "s3://in/records.jsonl", "s3InputFormat": "JSONL"}
        },
        "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://out/"}},
        "timeoutDurationInHours": 24,
    }
    with Stubber(control) as stub:
        for _ in range(2):
            stub.add_response("create_model_invocation_job", {"jobArn": JOB}, expected)
            started = batch_job.start(
                control,
                "summaries-2026-11-25",
                "model",
                ROLE,
                "s3://in/records.jsonl",
                "s3://out/",
            )
            assert started == JOB
        stub.assert_no_pending_responses()


def test_failed_and_missing_records_are_asked_again() -> None:
    failed = json.dumps({"recordId": "b", "error": {"errorCode": 400}})
    done, again = batch_job.results([line("c", "three"), failed, line("a", "one")], "abcd")
    assert done == {"a": "one", "c": "three"}
    assert again == {"b", "d"}


def test_half_an_answer_is_asked_again() -> None:
    done, again = batch_job.results([line("a", "cut", "max_tokens")], "a")
    assert (done, again) == ({}, {"a"})
