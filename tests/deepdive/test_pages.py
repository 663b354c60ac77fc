from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive.ledger import load
from scripts.deepdive.pages import check_pages, pages, questions, read

from .conftest import QUESTION, SERVICE

Write = Callable[[str, str], Path]


def test_a_page_knows_its_address_and_where_its_body_begins(project: Path) -> None:
    page = read(project, "docs/services/dynamodb.md")
    assert (page.source, page.url, page.first_line) == (
        "services/dynamodb.md",
        "services/dynamodb/",
        6,
    )
    assert page.body.startswith("# Amazon DynamoDB")


def test_good_pages_have_no_problems_and_questions_are_found_by_topic(project: Path) -> None:
    ledger, _ = load(project)
    assert list(check_pages(project, ledger)) == []
    assert [page.url for page, _ in questions(project, "dynamodb")] == [
        "questions/dynamodb/hot-key/"
    ]
    assert len(pages(project)) == 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "description: A question",
            "descripton: A question",
            [
                "docs/questions/dynamodb/hot-key.md:2:1: missing-field: the front matter has no"
                " 'description' -> add 'description:'",
                "docs/questions/dynamodb/hot-key.md:3:1: unknown-field: 'descripton' is not a field"
                " of this page's front matter -> did you mean 'description'?",
            ],
        ),
        (
            "level: L6",
            "level: L8",
            ["docs/questions/dynamodb/hot-key.md:5:1: bad-value: level: Input should be 'L6', 'L7'"
             " or 'both' -> mend the front matter"],
        ),
        (
            "topic: dynamodb",
            "topic: dynamo",
            ["docs/questions/dynamodb/hot-key.md:1:1: unknown-topic: no page has the topic"
             " 'dynamo' -> did you mean 'dynamodb'?"],
        ),
        (
            "---\ntitle",
            "title",
            ["docs/questions/dynamodb/hot-key.md:1:1: front-matter: has no front matter"
             " -> begin with '---', title, description, '---'"],
        ),
        (
            "minutes: 12",
            "minutes: 12\nminutes: 13",
            ["docs/questions/dynamodb/hot-key.md:7:1: duplicate-key: 'minutes' stands twice in one"
             " mapping -> keep one of the two"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_front_matter_is_named(
    project: Path, write: Write, old: str, new: str, expected: list[str]
) -> None:
    write("docs/questions/dynamodb/hot-key.md", QUESTION.replace(old, new, 1))
    ledger, _ = load(project)
    assert [str(problem) for problem in check_pages(project, ledger)] == expected


def test_a_service_page_needs_facts(project: Path, write: Write) -> None:
    write("docs/services/sqs.md", SERVICE.replace("topic: dynamodb", "topic: sqs"))
    ledger, _ = load(project)
    assert [problem.rule for problem in check_pages(project, ledger)] == ["unknown-topic"]


def test_two_pages_cannot_share_a_topic(project: Path, write: Write) -> None:
    write("docs/patterns/tables.md", SERVICE)
    ledger, _ = load(project)
    assert [str(problem) for problem in check_pages(project, ledger)] == [
        "docs/services/dynamodb.md:1:1: taken-topic: the topic 'dynamodb' is that of"
        " docs/patterns/tables.md -> give each page its own topic"
    ]


def test_a_scenario_says_how_long_it_takes(project: Path, write: Write) -> None:
    write("docs/scenarios/cart.md", SERVICE.replace("topic: dynamodb", "topic: cart"))
    ledger, _ = load(project)
    assert [problem.rule for problem in check_pages(project, ledger)] == ["missing-field"]
