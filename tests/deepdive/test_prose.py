import datetime
from pathlib import Path

import pytest

from scripts.deepdive import prose
from scripts.deepdive.ledger import load

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "up to [400 KB](fact:dynamodb.item-size)",
        "up to [400](fact:dynamodb.item-size) KB",
        "[Last writer wins](fact:dynamodb.conflict-rule)",
        "at [$0.625](fact:dynamodb.on-demand-write)",
        "`[1 KB](fact:dynamodb.item-size)` in code",
        "```\n[1 KB](fact:dynamodb.item-size)\n```",
    ],
)
def test_current_links_and_code_are_fine(project: Path, text: str) -> None:
    ledger, _ = load(project)
    assert prose.check_fact_links("docs/a.md", text, ledger) == []


def test_stale_and_unknown_links_are_named(project: Path) -> None:
    ledger, _ = load(project)
    text = "one\n- [256 KB](fact:dynamodb.item-size), [1 KB](fact:dynamodb.item-sise)"
    assert [str(problem) for problem in prose.check_fact_links("docs/a.md", text, ledger, 8)] == [
        'docs/a.md:9:3: stale-fact: shows "256 KB", the ledger says "400 KB" (dynamodb.item-size)'
        " -> make fix",
        "docs/a.md:9:38: unknown-fact: the ledger has no fact or price 'dynamodb.item-sise'"
        " -> did you mean 'dynamodb.item-size'?",
    ]


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("[$5 per hour](fact:a.b) an hour", True),
        ("[1,000 units per second](fact:a.b) a second", True),
        ("[9 rows/s](estimate:a.b.c) a second", True),
        ("[40 types](fact:a.b) types", True),
        ("[$5](fact:a.b) an hour, [40](fact:a.b) types", False),
        ("[$5 per hour](fact:a.b) a zone and [1 second](fact:a.b) later", False),
        ("`[$5 per hour](fact:a.b) an hour`", False),
    ],
)
def test_a_unit_that_is_said_twice_is_named(text: str, repeats: bool) -> None:
    found = [str(problem) for problem in prose.check_repeats("docs/a.md", f"x\n{text}", 4)]
    assert [each.split(": ")[:2] for each in found] == (
        [["docs/a.md:5:1", "repeated-unit"]] if repeats else []
    )


def test_fix_rewrites_stale_texts_and_nothing_else(project: Path) -> None:
    ledger, _ = load(project)
    text = (
        "[256 KB](fact:dynamodb.item-size), [256](fact:dynamodb.item-size) KB,"
        " [400 KB](fact:dynamodb.item-size), [x](fact:dynamodb.no),"
        " [$9](fact:dynamodb.on-demand-write)\n"
        "```\n[256 KB](fact:dynamodb.item-size)\n```\n"
    )
    assert prose.fix_fact_links(text, ledger) == (
        "[400 KB](fact:dynamodb.item-size), [400](fact:dynamodb.item-size) KB,"
        " [400 KB](fact:dynamodb.item-size), [x](fact:dynamodb.no),"
        " [$0.625](fact:dynamodb.on-demand-write)\n"
        "```\n[256 KB](fact:dynamodb.item-size)\n```\n"
    )


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("An item holds 400 KB.", "400 KB"),
        ("It costs $0.625 per million.", "$0.625"),
        ("Replicas lag by 2 seconds.", "2 seconds"),
        ("at 70% of it", "70%"),
        ("a table takes 40,000 WCU at most", "40,000 WCU"),
        ("reaches 3 million requests in a day", "3 million requests"),
        ("keeps 20 GSIs", "20 GSIs"),
        ("- a 24-hour window", "24-hour"),
    ],
)
def test_a_bare_figure_is_reported_with_its_text(text: str, figure: str) -> None:
    problems = prose.check_figures("docs/a.md", text, TODAY)
    found = [problem.what for problem in problems]
    assert found == [f'"{figure}" has no source']


@pytest.mark.parametrize(
    "text",
    [
        "An item holds [400 KB](fact:dynamodb.item-size).",
        "Python 3.11 and RFC 9562, in step 2 of 5",
        "`Limit=400 KB`",
        "```\n400 KB\n```",
        "| 400 KB |",
        "> We expect 50,000 writes a second.",
        "## 400 KB is little",
        "[guide](https://example.com/400 KB)",
        '<td data-x="400 KB">',
    ],
)
def test_what_is_no_bare_figure(text: str) -> None:
    assert prose.check_figures("docs/a.md", text, TODAY) == []


@pytest.mark.parametrize(
    ("escape", "rules"),
    [
        ("<!-- allow-figure: this example's own load; until 2027-01-31 -->", []),
        ("<!-- allow-figure: this example's own load -->", ["bad-escape"]),
        ("<!-- allow-figure: load; until 2027-31-31 -->", ["bad-escape"]),
        ("<!-- allow-figure: load; until 2026-11-23 -->", ["expired-escape"]),
    ],
)
def test_an_escape_has_a_reason_and_an_end(escape: str, rules: list[str]) -> None:
    problems = prose.check_figures("docs/a.md", f"{escape}\nAt 500 requests.\n", TODAY)
    assert [problem.rule for problem in problems] == rules


def test_an_escape_covers_one_paragraph_and_must_be_needed() -> None:
    escape = "<!-- allow-figure: load; until 2027-01-31 -->"
    text = f"{escape}\nNo number.\n\nAt 500 requests.\n"
    problems = prose.check_figures("docs/a.md", text, TODAY)
    assert [(problem.rule, problem.line) for problem in problems] == [
        ("unneeded-escape", 1),
        ("bare-figure", 4),
    ]


def test_a_comment_that_looks_like_a_marker_is_refused() -> None:
    text = "<!-- tabel: facts dynamodb -->\n<!-- an ordinary comment -->\n`<!-- x: y -->`"
    problems = prose.check_markers("docs/a.md", text.replace("`", ""), 1)
    assert str(problems[0]) == (
        "docs/a.md:1:1: unknown-marker: no marker is named 'tabel' -> did you mean 'table'?"
    )
