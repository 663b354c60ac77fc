from __future__ import annotations

from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from examples.nova import question_about_a_document as example


def test_media_come_before_the_question_and_the_name_is_neutral() -> None:
    content = example.message("Which total?", b"%PDF", b"\xff\xd8")["content"]
    assert [next(iter(block)) for block in content] == ["document", "image", "text"]
    assert content[0]["document"]["name"] == "document-1"


def test_too_large_a_file_is_refused_before_it_is_sent() -> None:
    example.message("?", bytes(example.LARGEST_DOCUMENT), bytes(example.LARGEST_IMAGE))
    with pytest.raises(example.TooLargeError):
        example.message("?", bytes(example.LARGEST_DOCUMENT + 1), b"")
    with pytest.raises(example.TooLargeError):
        example.message("?", b"", bytes(example.LARGEST_IMAGE + 1))


def test_asks_with_the_files_and_returns_the_text(runtime: Any, stub: Stubber, reply: Any) -> None:
    content = example.message("Which total?", b"%PDF", b"\xff\xd8")
    stub.add_response(
        "converse",
        reply("EUR ", "17"),
        {"modelId": "m", "system": ANY, "messages": [content], "inferenceConfig": ANY},
    )
    assert example.ask(runtime, "m", content) == "EUR 17"


def test_a_cut_answer_is_no_answer(runtime: Any, stub: Stubber, reply: Any) -> None:
    stub.add_response("converse", reply("EUR 1", stop="max_tokens"))
    with pytest.raises(example.CutError, match="max_tokens"):
        example.ask(runtime, "m", example.message("?", b"", b""))
