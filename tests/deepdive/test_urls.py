from collections.abc import Callable
from pathlib import Path

from scripts.deepdive import urls
from scripts.deepdive.pages import pages

Write = Callable[[str, str], Path]


def test_every_page_is_listed(project: Path) -> None:
    result = urls.check(project, pages(project))
    assert (result.count, result.problems) == (2, [])


def test_a_new_page_is_asked_for_and_fix_lists_it(project: Path, write: Write) -> None:
    write("docs/index.md", "---\ntitle: Home\n---\n")
    assert [problem.rule for problem in urls.check(project, pages(project)).problems] == [
        "unlisted-address"
    ]
    urls.fix(project, pages(project))
    assert urls.check(project, pages(project)).problems == []


def test_an_address_that_was_published_cannot_vanish(project: Path) -> None:
    (project / "docs/questions/dynamodb/hot-key.md").unlink()
    urls.fix(project, pages(project))
    problems = urls.check(project, pages(project)).problems
    assert [str(problem) for problem in problems] == [
        "urls.lock:1:1: dead-address: questions/dynamodb/hot-key/ was published and no page has"
        " this address any more -> write `questions/dynamodb/hot-key/ -> new/address/` or bring"
        " the page back"
    ]


def test_a_page_that_moved_leaves_a_way_to_its_new_address(project: Path, write: Write) -> None:
    write("urls.lock", "old/name/ -> services/dynamodb/\nquestions/dynamodb/hot-key/\n")
    urls.fix(project, pages(project))
    assert urls.check(project, pages(project)).problems == []
    assert urls.write_redirects(project, project / "site") == 1
    assert 'url=../../services/dynamodb/"' in (project / "site/old/name/index.html").read_text()


def test_a_redirect_must_lead_to_a_page(project: Path, write: Write) -> None:
    write("urls.lock", "old/ -> services/dynamo/\n")
    rules = [problem.rule for problem in urls.check(project, pages(project)).problems]
    assert "dead-redirect" in rules
