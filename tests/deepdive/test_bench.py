import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive import bench, links, pages, prose
from scripts.deepdive.ledger import load

Write = Callable[[str, str], Path]

CONFIG = """\
strict: true
nav:
  - index.md
  - Services:
      - services/dynamodb.md
plugins:
  - mermaid2:
      enabled: false
hooks:
  - scripts/deepdive/hooks.py
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: diagram, format: !!python/name:scripts.deepdive.diagrams.fence}
  - scripts.deepdive.extension
"""
MORE = """
Plain prose with `code words`, **bold words** and a [second question](%scold-start.md#outline).

```mermaid
flowchart TB
  accTitle: The path of a write
```
"""


@pytest.fixture
def grown(project: Path, write: Write) -> tuple[Path, list[str]]:
    """The small project with three more services, and their topics."""
    write("mkdocs.yml", CONFIG)
    write("examples/dynamodb/write.py", "write = 'dynamodb'\n")
    write("estimates/dynamodb.py", "")
    write("overrides/main.html", "")
    write("scripts/__init__.py", "")
    folder = project / "docs/questions/dynamodb"
    question = (folder / "hot-key.md").read_text("utf-8")
    fact = "\nAt most [400 KB](fact:dynamodb.item-size).\n"
    (folder / "cold-start.md").write_text(question + fact, "utf-8")
    (folder / "hot-key.md").write_text(question + fact + MORE % "", "utf-8")
    with (project / "docs/services/dynamodb.md").open("a") as file:
        file.write(MORE % "../questions/dynamodb/")
    target = project / "grown"
    return target, bench.grow(project, target, services=3, questions=5)


def test_a_grown_project_has_as_many_pages_as_asked_for_all_in_order(
    grown: tuple[Path, list[str]],
) -> None:
    root, topics = grown
    names = [page.path for page in pages.pages(root)]
    assert len(topics) == 3
    assert sum(name.startswith("docs/services/copy") for name in names) == 3
    assert sum(name.startswith("docs/questions/copy") for name in names) == 5
    ledger, problems = load(root)
    assert problems == []
    assert {f"{topic}.item-size" for topic in topics} < set(ledger.facts)
    for topic in topics:
        assert f"services/{topic}.md" in (root / "mkdocs.yml").read_text("utf-8")
        assert (root / f"examples/{topic}/write.py").read_text() == f"write = '{topic}'\n"


def test_links_facts_and_front_matter_of_a_grown_project_hold(
    grown: tuple[Path, list[str]],
) -> None:
    root, _ = grown
    ledger, _ = load(root)
    every = pages.pages(root)
    assert [problem for page in every for problem in page.problems] == []
    found = links.check(root, every)
    assert found.count > 10
    assert found.problems == []
    assert sum(1 for page in every for _ in prose.fact_links(page.body)) > 10
    assert [
        problem
        for page in every
        for problem in prose.check_fact_links(page.path, page.body, ledger)
    ] == []


def test_no_two_copies_say_the_same(grown: tuple[Path, list[str]]) -> None:
    root, topics = grown
    texts = [(root / f"docs/services/{topic}.md").read_text("utf-8") for topic in topics]
    assert len({line for text in texts for line in re.findall(r".*`code words`.*", text)}) == 3
    assert len({line for text in texts for line in re.findall(r"accTitle: .*", text)}) == 3
    assert all("`code words`" in text and "prose" not in text for text in texts)


def test_700_copies_have_700_vocabularies() -> None:
    assert len({bench.in_other_words("partition", number, "x") for number in range(676)}) == 676


def test_more_questions_than_there_are_to_copy_are_refused(
    grown: tuple[Path, list[str]], tmp_path: Path
) -> None:
    root, _ = grown
    with pytest.raises(ValueError, match="3 questions a service, but there are 2"):
        bench.grow(root, tmp_path / "more", services=1, questions=3)


def test_stock_material_has_its_search_and_nothing_of_ours() -> None:
    stock = bench.as_material_comes(CONFIG)
    assert "deepdive" not in stock
    assert "strict" not in stock
    assert "hooks" not in stock
    assert "plugins:\n  - search\n" in stock
    with pytest.raises(ValueError, match="expected once, found 0 times"):
        bench.as_material_comes(stock)


def test_the_real_configuration_can_be_turned_into_the_stock_one() -> None:
    root = Path(bench.__file__).parents[2]
    assert "deepdive.extension" not in bench.as_material_comes((root / "mkdocs.yml").read_text())


def test_an_edited_fact_is_one_that_service_and_question_show(
    grown: tuple[Path, list[str]],
) -> None:
    root, _ = grown
    fact, question = bench.shared_fact(root, "copy01")
    assert fact == "copy01.item-size"
    assert f"(fact:{fact})" in (root / question).read_text("utf-8")
    bench.edit_fact(root, fact, "seen")
    bench.edit_fact(root, fact, "again")
    ledger, problems = load(root)
    assert problems == []
    assert ledger.facts[fact].label == "Item size seen again"
    assert "seen" not in ledger.facts["copy02.item-size"].label


def test_a_topic_without_a_common_fact_is_refused(grown: tuple[Path, list[str]]) -> None:
    root, _ = grown
    page = root / "docs/services/copy01.md"
    page.write_text(page.read_text("utf-8").replace("fact:", "fact-"), "utf-8")
    with pytest.raises(ValueError, match="copy01: no fact"):
        bench.shared_fact(root, "copy01")


def test_time_counts_for_the_innermost_part() -> None:
    now = iter([0.0, 1.0, 3.0, 6.0, 10.0, 15.0])
    parts = bench.Parts(clock=lambda: next(now))
    inner = parts.watch("inner", lambda number: number + 1)
    outer = parts.watch("outer", lambda: inner(1))
    assert outer() == 2
    parts.settle()
    # rest 0-1, outer 1-3, inner 3-6, outer 6-10, rest 10-15
    assert parts.seconds == {"rest": 6.0, "outer": 6.0, "inner": 3.0}


def test_a_part_that_fails_is_left_as_well() -> None:
    parts = bench.Parts()
    with pytest.raises(ZeroDivisionError):
        parts.watch("broken", lambda: 1 // 0)()
    parts.settle()
    assert set(parts.seconds) == {"rest", "broken"}


def test_waiting_ends_when_it_is_seen_or_patience_ends() -> None:
    answers = iter([False, False, True])
    bench.until(lambda: next(answers), "it")
    assert next(answers, "none left") == "none left"
    with pytest.raises(TimeoutError, match="not seen within 0 s: it"):
        bench.until(lambda: False, "it", patience=0.0)


@pytest.mark.parametrize(
    ("cold", "page", "fact", "code", "verdict"),
    [
        (29.9, 4.9, 4.9, 0, "budgets kept"),
        (30.1, 4.9, 4.9, 1, "over budget: cold build"),
        (29.9, 5.1, 5.2, 1, "over budget: edit of a page, edit of a fact"),
    ],
)
def test_the_exit_code_says_whether_the_budgets_were_kept(
    capsys: pytest.CaptureFixture[str],
    cold: float,
    page: float,
    fact: float,
    code: int,
    verdict: str,
) -> None:
    ours = {"cold build": cold, "edit of a page": page, "edit of a fact": fact}
    assert bench.report(ours, {"cold build": 10.0, "edit of a page": 20.0}) == code
    printed = capsys.readouterr().out
    assert verdict in printed
    assert f"{cold:8.2f}{30:8.2f}{10:8.2f}{cold / 10:8.2f}" in printed
