from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive.ledger import load
from scripts.deepdive.prose import check_fact_links

from .conftest import FACTS, PRICES, SOURCES


def test_a_good_ledger_has_no_problems(project: Path) -> None:
    ledger, problems = load(project)
    assert problems == []
    assert ledger.number("dynamodb.item-size").shown == "400 KB"  # type: ignore[union-attr]
    assert ledger.number("dynamodb.on-demand-write").shown == (  # type: ignore[union-attr]
        "$0.625 per million write request units"
    )
    assert [fact.number for fact in ledger.topic("facts", "dynamodb")] == [
        "400",
        "80,000",
        "last writer wins",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "facts",
            "  source: dynamodb.quotas\n- id: dynamodb.account",
            "  sourc: dynamodb.quotas\n- id: dynamodb.account",
            [
                "data/facts/dynamodb.yml:1:3: missing-field: fact has no 'source' -> add 'source:'",
                "data/facts/dynamodb.yml:7:3: unknown-field: 'sourc' is not a field of fact"
                " -> did you mean 'source'?",
            ],
        ),
        (
            "prices",
            "  source: dynamodb.quotas\n  earlier",
            "  earlier",
            ["data/prices/dynamodb.yml:1:3: missing-field: price has no 'source' -> add 'source:'"],
        ),
        (
            "prices",
            '"0.625"',
            "0.625",
            ["data/prices/dynamodb.yml:3:3: bad-value: price amount: Input should be a valid string"
             " -> see schemas/prices.json"],
        ),
        (
            "facts",
            "source: dynamodb.quotas\n- id: dynamodb.account",
            "source: dynamodb.quota\n- id: dynamodb.account",
            [
                "data/facts/dynamodb.yml:1:3: unknown-source: 'dynamodb.item-size' names the source"
                " 'dynamodb.quota', which data/sources does not have"
                " -> did you mean 'dynamodb.quotas'?"
            ],
        ),
        (
            "facts",
            "  unit: KB\n",
            "",
            ["data/facts/dynamodb.yml:1:3: bad-value: fact: Value error, 'value' and 'unit' go"
             " together -> see schemas/facts.json"],
        ),
        (
            "facts",
            "id: dynamodb.conflict-rule",
            "id: sqs.conflict-rule",
            ["data/facts/dynamodb.yml:15:3: wrong-file: 'sqs.conflict-rule' stands in the file of"
             " 'dynamodb' -> an id here begins with 'dynamodb.'"],
        ),
        (
            "prices",
            "id: dynamodb.on-demand-write",
            "id: dynamodb.item-size",
            ["data/prices/dynamodb.yml:1:3: duplicate-id: 'dynamodb.item-size' is taken"
             " -> choose another id"],
        ),
        (
            "sources",
            "https:",
            "http:",
            ["data/sources/dynamodb.yml:1:3: bad-value: source: Value error, a source is an https"
             " address -> see schemas/sources.json"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(
    project: Path,
    write: Callable[[str, str], Path],
    file: str,
    old: str,
    new: str,
    expected: list[str],
) -> None:
    text = {"facts": FACTS, "prices": PRICES, "sources": SOURCES}[file]
    assert text.count(old) == 1
    write(f"data/{file}/dynamodb.yml", text.replace(old, new))
    _, problems = load(project)
    found = [str(problem) for problem in sorted(problems)]
    assert [line for line in found if f"data/{file}/" in line] == expected


def test_all_problems_come_at_once(project: Path, write: Callable[[str, str], Path]) -> None:
    write("data/facts/dynamodb.yml", FACTS.replace("label:", "lable:"))
    write("data/prices/dynamodb.yml", PRICES.replace("us-east-1", "eu-west-1"))
    _, problems = load(project)
    assert sorted(problem.rule for problem in problems) == [
        "bad-value",
        *["missing-field"] * 3,
        *["unknown-field"] * 3,
    ]


def test_a_broken_entry_does_not_hide_its_neighbours(
    project: Path, write: Callable[[str, str], Path]
) -> None:
    write("data/facts/dynamodb.yml", FACTS.replace("  scope: per item\n", "", 1))
    ledger, problems = load(project)
    assert [problem.rule for problem in problems] == ["missing-field"]
    assert list(ledger.facts) == ["dynamodb.account-write-units", "dynamodb.conflict-rule"]
    assert ledger.broken == {"dynamodb.item-size"}
    assert check_fact_links("docs/a.md", "[1 KB](fact:dynamodb.item-size)", ledger) == []


def test_a_folder_that_is_not_data_is_named(
    project: Path, write: Callable[[str, str], Path]
) -> None:
    write("data/fact/sqs.yml", "[]")
    _, problems = load(project)
    assert [str(problem) for problem in problems] == [
        "data/fact/sqs.yml:1:1: unknown-data: no data of kind 'fact' is known"
        " -> did you mean 'facts'?"
    ]


def test_the_ledger_is_read_again_when_a_file_changed(
    project: Path, write: Callable[[str, str], Path]
) -> None:
    load(project)
    write("data/facts/dynamodb.yml", FACTS.replace("value: 400", "value: 4000"))
    ledger, _ = load(project)
    assert ledger.facts["dynamodb.item-size"].shown == "4,000 KB"
