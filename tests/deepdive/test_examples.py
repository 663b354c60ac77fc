from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive.examples import check
from scripts.deepdive.pages import pages

from .conftest import SERVICE

Write = Callable[[str, str], Path]
EXAMPLE = '"""Shows."""\n# --8<-- [start:write]\nx = 1\n# --8<-- [end:write]\n'
INCLUDE = (
    '```python title="examples/dynamodb/batches.py"\n--8<-- "dynamodb/batches.py:write"\n```\n'
)
TEST = "from examples.dynamodb import batches\n"


def problems(project: Path) -> list[str]:
    return [str(problem) for problem in check(project, pages(project)).all_problems()]


@pytest.fixture
def shown(project: Path, write: Write) -> Path:
    write("examples/dynamodb/batches.py", EXAMPLE)
    write("tests/examples/dynamodb/test_batches.py", TEST)
    write("docs/services/dynamodb.md", SERVICE + INCLUDE)
    return project


def test_an_example_that_is_shown_and_tested_is_fine(shown: Path) -> None:
    assert problems(shown) == []


def test_a_section_that_is_not_there_is_named_with_those_that_are(
    shown: Path, write: Write
) -> None:
    write("docs/services/dynamodb.md", SERVICE + INCLUDE + INCLUDE.replace(":write", ":start"))
    assert problems(shown) == [
        "docs/services/dynamodb.md:17:1: missing-section: examples/dynamodb/batches.py has no"
        " section 'start' -> it has: write"
    ]


def test_a_file_that_is_not_there_is_named(shown: Path, write: Write) -> None:
    write("docs/services/dynamodb.md", SERVICE + INCLUDE + INCLUDE.replace("batches", "batchs"))
    assert problems(shown) == [
        "docs/services/dynamodb.md:17:1: missing-example: examples/dynamodb/batchs.py is not there"
        " -> did you mean 'dynamodb/batches.py'?"
    ]


def test_an_example_that_no_page_shows_is_named(shown: Path, write: Write) -> None:
    write("docs/services/dynamodb.md", SERVICE)
    assert [line.split(" -> ")[0] for line in problems(shown)] == [
        "examples/dynamodb/batches.py:1:1: unshown-example: no page shows this example"
    ]


def test_a_section_that_no_page_shows_is_named(shown: Path, write: Write) -> None:
    write("examples/dynamodb/batches.py", EXAMPLE + EXAMPLE.replace("write", "read"))
    assert [line.split(" -> ")[0] for line in problems(shown)] == [
        "examples/dynamodb/batches.py:6:1: unshown-example: no page shows the section 'read'"
    ]


def test_a_section_without_an_end_is_named(shown: Path, write: Write) -> None:
    write("examples/dynamodb/batches.py", EXAMPLE.replace("[end:write]", ""))
    assert [line.split(" -> ")[0] for line in problems(shown)] == [
        "examples/dynamodb/batches.py:2:1: open-section: section 'write' has no end"
    ]


@pytest.mark.parametrize("test", [None, "import pytest\n"])
def test_an_example_that_no_test_runs_is_named(shown: Path, write: Write, test: str | None) -> None:
    (shown / "tests/examples/dynamodb/test_batches.py").unlink()
    if test is not None:
        write("tests/examples/dynamodb/test_batches.py", test)
    assert ["untested-example" in line for line in problems(shown)] == [True]


def test_no_examples_is_a_failure(project: Path) -> None:
    assert ["nothing-checked" in line for line in problems(project)] == [True]


@pytest.mark.parametrize(
    "fence",
    [
        "```python\nx = 1\n```",
        '```python title="examples/dynamodb/batches.py"\nx = 1\n```',
        INCLUDE.replace('title="examples/dynamodb/batches.py"', 'title="examples/other.py"'),
    ],
)
def test_python_that_is_typed_into_a_page_is_named(shown: Path, write: Write, fence: str) -> None:
    write("docs/services/dynamodb.md", SERVICE + INCLUDE + fence)
    assert [line.split(": ")[1] for line in problems(shown)] == ["untested-code"]
