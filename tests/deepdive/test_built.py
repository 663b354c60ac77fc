from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive.built import check

Write = Callable[[str, str], Path]
PAGE = """\
<!doctype html><html lang="en"><head><title>T</title><meta name="description" content="D">
<link rel="canonical" href="https://example.com/"></head>
<body><h2 id="here">Here</h2><img src="../logo.svg" alt="A logo"><a href="#here">up</a>
<a href="../other/#there">other</a><a href="https://example.com">out</a>{}</body></html>
"""
OTHER = PAGE.replace('<a href="../other/#there">other</a>', '<h2 id="there">There</h2>')


@pytest.fixture
def site(project: Path, write: Write) -> Path:
    write("site/services/dynamodb/index.html", PAGE.replace("../", "../../").format(""))
    write("site/other/index.html", OTHER.format(""))
    write("site/logo.svg", "<svg/>")
    return project / "site"


def test_a_good_site_has_no_problems(project: Path, site: Path) -> None:
    result = check(project, site)
    assert (result.count, result.problems) == (2, [])


@pytest.mark.parametrize(
    ("inserted", "rule", "what"),
    [
        ('<p id="here">', "duplicate-id", "the id 'here' stands 2 times"),
        ('<img src="../logo.svg">', "missing-alt", "the image ../logo.svg has no alt text"),
        ('<a href="../nowhere/">', "broken-link", "'../nowhere/' leads to nowhere/index.html"),
        ('<a href="#nowhere">', "broken-anchor", "other/index.html has no anchor '#nowhere'"),
        ('<a href="/elsewhere/">', "broken-link", "'/elsewhere/' leads to elsewhere/index.html"),
        ('<script src="https://cdn.example/x.js">', "outside-request", "<script src> asks"),
        ('<img alt="x" src="//cdn.example/x.png">', "outside-request", "<img src> asks"),
        ('<link rel="stylesheet" href="https://x.example/a.css">', "outside-request", "<link rel"),
        ('<p style="background:url(https://x.example/a.png)">', "outside-request", "a style asks"),
    ],
)
def test_each_fault_is_named(
    project: Path, site: Path, write: Write, inserted: str, rule: str, what: str
) -> None:
    write("site/other/index.html", OTHER.format(inserted))
    problems = check(project, site).problems
    assert [problem.rule for problem in problems] == [rule]
    assert problems[0].what.startswith(what)


@pytest.mark.parametrize(
    ("old", "rule"),
    [
        ("<title>T</title>", "missing-title"),
        ('<meta name="description" content="D">', "missing-description"),
    ],
)
def test_a_page_says_what_it_is(
    project: Path, site: Path, write: Write, old: str, rule: str
) -> None:
    write("site/other/index.html", OTHER.replace(old, "").format(""))
    assert [problem.rule for problem in check(project, site).problems] == [rule]


def test_a_stylesheet_that_asks_another_host_is_named(
    project: Path, site: Path, write: Write
) -> None:
    write("site/a.css", '@import "https://fonts.example/x.css";')
    assert [problem.rule for problem in check(project, site).problems] == ["outside-request"]


def test_under_a_sub_path_an_absolute_link_must_stay_below_it(
    project: Path, site: Path, write: Write
) -> None:
    write("site/404.html", PAGE.replace("../", "/sub/").format('<a href="/other/">'))
    problems = check(project, site, "/sub/").problems
    assert [problem.what for problem in problems] == [
        "'/other/' leaves the site, which is served under /sub/"
    ]


def test_a_fault_is_placed_in_the_source_where_it_can_be_found(
    project: Path, site: Path, write: Write
) -> None:
    html = PAGE.replace("../", "../../").format(
        '<a href="../../questions/dynamodb/hot-key/#outline">'
    )
    write("site/services/dynamodb/index.html", html)
    write(
        "site/questions/dynamodb/hot-key/index.html", OTHER.replace("../", "../../../").format("")
    )
    problems = check(project, site).problems
    assert [(problem.path, problem.line) for problem in problems] == [
        ("docs/services/dynamodb.md", 12)
    ]


def test_no_pages_is_a_failure(project: Path) -> None:
    assert [problem.rule for problem in check(project, project / "none").all_problems()] == [
        "nothing-checked"
    ]
