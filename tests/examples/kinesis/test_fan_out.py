from __future__ import annotations

from typing import Any

import pytest

from examples.kinesis import fan_out


class Stream:
    """Answers SubscribeToShard from a script: moto cannot, and neither can the Stubber."""

    class exceptions:  # noqa: N801 - the name is boto3's
        class ResourceInUseException(Exception):
            pass

    def __init__(self, *script: Any) -> None:
        self.script, self.requests = list(script), []  # type: ignore[var-annotated]

    def subscribe_to_shard(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"EventStream": [{"SubscribeToShardEvent": event} for event in answer]}


def event(after: str | None, *records: str, children: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {"Records": [{"SequenceNumber": one} for one in records]}
    if after:
        found["ContinuationSequenceNumber"] = after
    if children:
        found["ChildShards"] = [{"ShardId": one} for one in children]
    return found


def test_a_new_subscription_goes_on_where_the_last_ended() -> None:
    stream = Stream(
        [event("11", "10", "11"), event("15")],
        [event("20", "20"), event(None, "21", children=("shard-4", "shard-5"))],
    )
    seen: list[tuple[list[str], str]] = []
    children = fan_out.follow(
        stream,
        "arn:consumer",
        "shard-1",
        {"Type": "TRIM_HORIZON"},
        lambda records, after: seen.append(([r["SequenceNumber"] for r in records], after)),
    )
    assert children == ["shard-4", "shard-5"]
    assert seen == [(["10", "11"], "11"), ([], "15"), (["20"], "20"), (["21"], "")]
    assert [request["StartingPosition"] for request in stream.requests] == [
        {"Type": "TRIM_HORIZON"},
        {"Type": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": "15"},
    ]


def test_waits_when_its_last_subscription_is_too_young() -> None:
    stream = Stream(
        Stream.exceptions.ResourceInUseException(), [event(None, children=("shard-4",))]
    )
    pauses: list[float] = []
    fan_out.follow(
        stream, "arn:consumer", "shard-1", {"Type": "LATEST"}, lambda *_: None, pauses.append
    )
    assert pauses == [5]
    assert len(stream.requests) == 2


def test_registers_and_returns_the_arn(kinesis: Any) -> None:
    stream = kinesis.describe_stream_summary(StreamName="clicks")["StreamDescriptionSummary"]
    arn = fan_out.register(kinesis, stream["StreamARN"], "billing")
    assert (
        arn
        == kinesis.list_stream_consumers(StreamARN=stream["StreamARN"])["Consumers"][0][
            "ConsumerARN"
        ]
    )


@pytest.mark.parametrize("waits", [1, 3])
def test_registering_waits_until_the_consumer_is_active(
    kinesis: Any, answers: Any, waits: int
) -> None:
    stream = kinesis.describe_stream_summary(StreamName="clicks")["StreamDescriptionSummary"]
    arn = f"{stream['StreamARN']}/consumer/billing:1"

    def state(status: str) -> dict[str, Any]:
        return {"ConsumerName": "billing", "ConsumerARN": arn, "ConsumerStatus": status}

    answers(kinesis, "RegisterStreamConsumer", {"Consumer": state("CREATING")})
    states = ["CREATING"] * (waits - 1) + ["ACTIVE"]
    described = [{"ConsumerDescription": state(status)} for status in states]
    answers(kinesis, "DescribeStreamConsumer", *described)
    pauses: list[float] = []
    assert fan_out.register(kinesis, stream["StreamARN"], "billing", pauses.append) == arn
    assert len(pauses) == waits
