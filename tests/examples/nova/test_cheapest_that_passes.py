from __future__ import annotations

from typing import Any

from botocore.stub import ANY, Stubber

from examples.nova.cheapest_that_passes import Case, ask, cheapest

MICRO, LITE = "us.amazon.nova-micro-v1:0", "us.amazon.nova-lite-v1:0"
CASES = [
    Case("Is 7 prime?", lambda answer: "yes" in answer.lower()),
    Case("Is 8 prime?", lambda answer: "no" in answer.lower()),
    Case("Is 9 prime?", lambda answer: "no" in answer.lower()),
]


def script(stub: Stubber, reply: Any, model: str, *answers: str) -> None:
    for answer in answers:
        stub.add_response(
            "converse",
            reply(answer),
            {"modelId": model, "system": ANY, "messages": ANY, "inferenceConfig": ANY},
        )


def test_takes_the_first_model_that_passes(runtime: Any, stub: Stubber, reply: Any) -> None:
    # Micro fails twice and is left after the second; its third case is never paid for
    script(stub, reply, MICRO, "No.", "Yes.")
    script(stub, reply, LITE, "Yes.", "No, 2 divides it.", "No.")
    assert cheapest(runtime, [MICRO, LITE], "Be brief.", CASES, may_fail=1) == LITE


def test_failures_within_the_bar_are_no_reason_to_pay_more(
    runtime: Any, stub: Stubber, reply: Any
) -> None:
    script(stub, reply, MICRO, "Yes.", "Yes.", "No.")
    assert cheapest(runtime, [MICRO, LITE], "Be brief.", CASES, may_fail=1) == MICRO


def test_says_so_when_none_passes(runtime: Any, stub: Stubber, reply: Any) -> None:
    script(stub, reply, MICRO, "No.")
    script(stub, reply, LITE, "No.")
    assert cheapest(runtime, [MICRO, LITE], "Be brief.", CASES, may_fail=0) is None


def test_half_an_answer_is_a_wrong_answer(runtime: Any, stub: Stubber, reply: Any) -> None:
    stub.add_response("converse", reply("Yes, because", stop="max_tokens"))
    assert ask(runtime, MICRO, "Be brief.", "Is 7 prime?") == ""
