from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from markdown import Markdown

from scripts.deepdive import computed
from scripts.deepdive.ledger import load

Write = Callable[[str, str], Path]
ESTIMATE = '''
def month(
    writes: Annotated[float, "million writes", Between(0, 1000)] = 10,
) -> Annotated[float, "USD a month"]:
    """A month of writes on demand."""
    bill: Annotated[float, "USD a month"] = writes * price("dynamodb.on-demand-write")
    return bill
'''
PAGE = """\
<!-- estimate: dynamodb.month writes=100 -->

<!-- estimate: dynamodb.month writes=8 -->

First {first}, then {second}.
"""


@pytest.fixture
def known(project: Path, write: Write) -> dict[str, str]:
    write("estimates/dynamodb.py", ESTIMATE)
    return computed.numbers(project, load(project)[0], PAGE)


def page(first: str, second: str) -> str:
    return PAGE.replace("{first}", first).replace("{second}", second)


def test_each_marker_of_a_page_has_its_own_numbers(known: dict[str, str]) -> None:
    assert known == {
        "dynamodb.month.writes": "100 million writes",
        "dynamodb.month.bill": "$62.50 a month",
        "dynamodb.month-2.writes": "8 million writes",
        "dynamodb.month-2.bill": "$5 a month",
    }


def test_a_number_with_its_unit_or_without_is_current(known: dict[str, str]) -> None:
    text = page(
        "[$62.50](estimate:dynamodb.month.bill)", "[$5 a month](estimate:dynamodb.month-2.bill)"
    )
    assert computed.check("docs/a.md", text, known) == []
    assert computed.fix(text, known) == text


def test_a_stale_or_unknown_number_is_told_with_its_place(known: dict[str, str]) -> None:
    text = page("[$60](estimate:dynamodb.month.bill)", "[v](estimate:dynamodb.month-2.bil)")
    assert [str(problem) for problem in computed.check("docs/a.md", text, known, 7)] == [
        'docs/a.md:11:7: stale-number: shows "$60", the estimate says "$62.50 a month"'
        " (dynamodb.month.bill) -> make fix",
        "docs/a.md:11:49: unknown-number: no estimate on this page computes"
        " 'dynamodb.month-2.bil' -> did you mean 'dynamodb.month-2.bill'?",
    ]


def test_fix_writes_the_number_as_short_as_it_was(known: dict[str, str]) -> None:
    text = page("[$60](estimate:dynamodb.month.bill)", "[v](estimate:dynamodb.month-2.bill)")
    assert computed.fix(text, known) == page(
        "[$62.50](estimate:dynamodb.month.bill)", "[$5 a month](estimate:dynamodb.month-2.bill)"
    )


def test_a_link_leads_to_its_own_estimate(
    project: Path, known: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    md = Markdown(
        extensions=["attr_list", "tables", "scripts.deepdive.extension"],
        extension_configs={"scripts.deepdive.extension": {"root": str(project)}},
    )
    text = page("[$62.50](estimate:dynamodb.month.bill)", "[$4](estimate:dynamodb.month-2.bill)")
    main = html.fromstring(f"<main>{md.convert(text)}</main>")
    assert known
    first, second = main.find_class("computed")
    for link, said in ((first, "$62.50"), (second, "$5")):
        target = main.get_element_by_id(link.get("href").removeprefix("#"))
        assert said in target.getparent().getparent().getparent().text_content()
    assert [record.getMessage().split(": ")[1] for record in caplog.records] == ["stale-number"]
