import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from markdown import Markdown

Write = Callable[[str, str], Path]


def convert(root: Path, text: str) -> html.HtmlElement:
    """The page as Python-Markdown makes it with our extension, with no site generator."""
    md = Markdown(
        extensions=["attr_list", "tables", "pymdownx.superfences", "scripts.deepdive.extension"],
        extension_configs={"scripts.deepdive.extension": {"root": str(root)}},
    )
    return html.fromstring(f"<main>{md.convert(text)}</main>")


def test_a_fact_link_is_a_link_to_its_source_described_by_a_tooltip(project: Path) -> None:
    page = convert(project, "Up to [400 KB](fact:dynamodb.item-size), no more.")
    value = page.find_class("fact-value")[0]
    tip = page.get_element_by_id(value.get("aria-describedby"))
    assert value.text == "400 KB"
    assert value.get("href").endswith("/ServiceQuotas.html")
    assert tip.get("role") == "tooltip"
    said = tip.text_content()
    assert "Item size" in said
    assert "400 KB, per item" in said
    assert "hard quota" in said
    assert "checked 2026-11-24" in said
    assert tip.find("a").get("href").endswith("/ServiceQuotas.html")
    assert page.find(".//p").text_content().endswith(", no more.")


def test_a_price_says_what_it_was_and_a_doubtful_fact_says_so(project: Path) -> None:
    page = convert(
        project,
        "[$0.625](fact:dynamodb.on-demand-write), [last writer wins](fact:dynamodb.conflict-rule)",
    )
    assert "list price; was $1.25 until 2024-11-01" in page.text_content()
    assert "unverified: read in one place only" in page.text_content()


def test_two_uses_of_a_fact_have_two_ids(project: Path) -> None:
    link = "[400 KB](fact:dynamodb.item-size)"
    page = convert(project, f"{link} and {link}")
    assert len(set(page.xpath("//@id"))) == 2


def test_a_table_of_facts_has_anchors_scopes_and_scrolls_by_keyboard(project: Path) -> None:
    page = convert(project, "<!-- table: facts dynamodb -->")
    box = page.find(".//div[@class='table']")
    assert box.get("tabindex") == "0"
    assert {head.get("scope") for head in box.iter("th")} == {"col"}
    assert page.get_element_by_id("dynamodb.item-size").text_content().strip() == "400 KB"
    assert len(box.findall(".//tbody/tr")) == 3


def test_only_picks_rows_and_leaves_the_anchor_to_the_whole_table(project: Path) -> None:
    page = convert(project, "<!-- table: facts dynamodb only=item-size -->")
    assert len(page.findall(".//tbody/tr")) == 1
    assert page.xpath("//@id") == []


def test_markers_in_code_stay_as_they_are(project: Path) -> None:
    page = convert(project, "```\n<!-- table: facts dynamodb -->\n```")
    assert "<!-- table: facts dynamodb -->" in page.text_content()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- table: fact dynamodb -->", "unknown-table: no table is named 'fact'"),
        (
            "<!-- table: facts dynamo -->",
            "unknown-topic: the table 'facts' knows no topic 'dynamo'",
        ),
        (
            "<!-- table: facts dynamodb first=2 -->",
            "unknown-option: the table 'facts' has no option",
        ),
        (
            "<!-- table: facts dynamodb only=item -->",
            "unknown-fact: 'dynamodb' has no entry 'item'",
        ),
        ("<!-- table: changes latest=x -->", "bad-marker: 'x' is not a whole number"),
        ("<!-- table: doors dynamodb -->", "unknown-topic: the table 'doors' knows no topic"),
        ("<!-- stamp: sqs -->", "unknown-topic: the ledger has no facts of 'sqs'"),
        ("<!-- tabel: facts -->", "unknown-marker: no marker is named 'tabel'"),
        ("<!-- estimate: sqs.month -->", "unknown-estimate: estimates/ has no module 'sqs'"),
        ("[1 KB](fact:dynamodb.item-sise)", "unknown-fact: the ledger has no fact or price"),
        ("[1 KB](fact:dynamodb.item-size)", 'stale-fact: shows "1 KB", the ledger says "400 KB"'),
    ],
)
def test_what_cannot_be_rendered_is_a_warning_that_strict_builds_count(
    project: Path, caplog: pytest.LogCaptureFixture, text: str, message: str
) -> None:
    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        convert(project, text)
    assert len(caplog.messages) == 1
    assert message in caplog.messages[0]


def test_a_tick_box_has_its_text_as_label(project: Path) -> None:
    page = convert(project, "- [ ] Sizes the *peak*\n- Names a door\n")
    first, second = page.findall(".//li")
    assert first.find("label/input").get("type") == "checkbox"
    assert first.find("label").text_content().strip() == "Sizes the peak"
    assert second.find("label") is None


def test_an_empty_corner_of_a_table_is_no_head(project: Path) -> None:
    page = convert(project, "| | You pay |\n|---|---|\n| Idle | Nothing |\n")
    assert [cell.tag for cell in page.findall(".//thead/tr/*")] == ["td", "th"]
    assert [cell.get("data-label") for cell in page.findall(".//tbody//td")] == ["", "You pay"]
