from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from markdown import Markdown

from scripts.deepdive import decisions, diagrams, extension
from scripts.deepdive.ledger import load
from scripts.deepdive.tables import MarkerError

Write = Callable[[str, str], Path]
DECISION = """\
title: Where to keep it
start:
  ask: Is it asked for by key?
  answers:
    - when: Yes, "by key" & fast
      then:
        pick: Amazon DynamoDB
        page: services/dynamodb.md
        because: An item holds [400 KB](fact:dynamodb.item-size).
        instead: Aurora, when the questions are open.
        unless: the questions change every week.
    - when: "No"
      then:
        ask: Is it larger than a row?
        answers:
          - when: "Yes"
            then: {pick: Amazon S3, because: It is cheap., instead: EFS., unless: it is edited.}
          - when: "No"
            then: {pick: Aurora, because: It joins., instead: DSQL., unless: joins go away.}
"""


@pytest.fixture
def root(project: Path, write: Write) -> Path:
    write("data/decisions/where.yml", DECISION)
    return project


def convert(root: Path, text: str) -> html.HtmlElement:
    md = Markdown(
        extensions=["attr_list", "tables", "scripts.deepdive.extension"],
        extension_configs={"scripts.deepdive.extension": {"root": str(root)}},
    )
    return html.fromstring(f"<main>{md.convert(text)}</main>")


def test_the_same_guide_is_a_drawing_and_a_numbered_key(root: Path) -> None:
    page = convert(root, "# Where\n\n<!-- decision: where -->\n\nThe end.\n")
    drawn = page.find(".//figure//svg").text_content()
    (key,) = page.findall("ol")
    for text in ("Is it asked for by key?", "Amazon DynamoDB", "Amazon S3", "Aurora"):
        assert text in " ".join(drawn.split())
        assert text in key.text_content()
    second = key.find("li/ul/li/a[@href='#where-2']")
    assert second.text == "question 2"
    assert page.get_element_by_id("where-2").text == "Is it larger than a row?"
    assert key.find(".//strong/a").text == "Amazon DynamoDB"
    assert "Changes if the questions change every week." in key.text_content()
    assert key.find_class("fact-value")[0].text == "400 KB"
    assert page.findall("p")[-1].text == "The end."


def test_a_label_may_hold_what_mermaid_reads_as_syntax(root: Path) -> None:
    source = decisions.mermaid(load(root)[0].decisions["where"])
    assert 'Yes, "by key" & fast' in html.fromstring(diagrams.figure(source)).text_content()


def test_an_unknown_decision_is_named_with_the_nearest(root: Path) -> None:
    with pytest.raises(MarkerError) as error:
        extension.expand(root, "index.md", "decision", "were")
    assert (error.value.rule, error.value.remedy) == ("unknown-decision", "did you mean 'where'?")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("ask: Is it larger than a row?", "ask: Is it larger than a row", "14:9"),
        ("unless: joins go away.", "unles: joins go away.", "19:70"),
        (
            '          - when: "No"\n            then: {pick: Aurora',
            "          # {pick: Aurora",
            "15:9",
        ),
    ],
)
def test_a_broken_decision_is_refused_with_its_place(
    root: Path, write: Write, old: str, new: str, place: str
) -> None:
    assert old in DECISION
    write("data/decisions/where.yml", DECISION.replace(old, new))
    _, problems = load(root)
    assert any(str(each).startswith(f"data/decisions/where.yml:{place}") for each in problems)


FAMILY = """\
columns:
  - {id: a, name: Items}
  - {id: b, name: Objects}
rows:
  - aspect: Largest
    cells:
      a: {fact: dynamodb.item-size}
      b: {text: Large}
"""


def test_a_family_shows_facts_by_their_ids(project: Path, write: Write) -> None:
    write("data/comparisons/stores.yml", FAMILY)
    page = convert(project, "<!-- table: family stores -->")
    assert page.find_class("fact-value")[0].text == "400 KB"


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("{fact: dynamodb.item-sise}", "unknown-fact"),
        ("{text: Large, source: dynamodb.nowhere}", "unknown-source"),
        ("{text: Large, fact: dynamodb.item-size}", "bad-value"),
        ("{fact: dynamodb.item-size, source: dynamodb.quotas}", "bad-value"),
        ("{}", "bad-value"),
    ],
)
def test_a_cell_that_proves_nothing_is_refused(
    project: Path, write: Write, cell: str, rule: str
) -> None:
    write("data/comparisons/stores.yml", FAMILY.replace("{fact: dynamodb.item-size}", cell))
    _, problems = load(project)
    assert [problem.rule for problem in problems] == [rule]
