from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive.links import check
from scripts.deepdive.pages import pages

from .conftest import SERVICE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[a](../questions/dynamodb/hot-kee.md)",
            "docs/services/dynamodb.md:8:1: broken-link: docs/questions/dynamodb/hot-kee.md is not"
            " there -> did you mean 'questions/dynamodb/hot-key.md'?",
        ),
        (
            "see ![](dynamodb.md)",
            "docs/services/dynamodb.md:8:5: missing-alt: the image dynamodb.md has no text for"
            " readers who do not see it -> say in [...] what it shows",
        ),
        (
            "[v](price:dynamodb.on-demand-write)",
            "docs/services/dynamodb.md:8:1: unknown-scheme: 'price:' leads nowhere -> use one of:"
            " estimate:, fact:, http:, https:, mailto:",
        ),
        ("`[a](nowhere.md)`", None),
        ("[a](https://example.com/nowhere.md), [b](#below)", None),
    ],
)
def test_a_link_or_image_that_fails_a_reader_is_named(
    project: Path, write: Callable[[str, str], Path], text: str, expected: str | None
) -> None:
    write(
        "docs/services/dynamodb.md",
        SERVICE.replace("An item holds up to [400 KB](fact:dynamodb.item-size).", text),
    )
    result = check(project, pages(project))
    assert [str(problem) for problem in result.problems] == ([expected] if expected else [])
    assert result.count > 0
