"""`python -m scripts.deepdive check|fix|built|lock`: what `scripts/dev.py` calls.

check   data, pages, examples, estimates, facts against botocore; writes nothing
fix     writes everything mendable that check asks for
built   looks at a built site: `built site/ /sub/path/`
lock    renews the files that come from npm
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from scripts.deepdive import (
    computed,
    diagrams,
    estimates,
    examples,
    extension,
    links,
    pages,
    prose,
    schemas,
    tables,
    urls,
    vendored,
)
from scripts.deepdive.checks import Check
from scripts.deepdive.ledger import Ledger, Place, load
from scripts.deepdive.problems import Checked, Problem, summary


@dataclass(frozen=True)
class BoundFact:
    """A fact as the binding check sees it."""

    id: str
    value: float | None
    text: str | None
    check: Check
    place: Place


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    root = Path.cwd()
    commands: dict[str, Callable[[], int]] = {
        "check": lambda: _check(root),
        "fix": lambda: _fix(root),
        "built": lambda: _built(root, *arguments[1:3]),
        "lock": lambda: _lock(root),
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 2
    return commands[arguments[0]]()


def check_source(root: Path) -> Iterator[Checked]:
    """Every check that needs no built site."""
    # botocore is needed here alone: the site is built and served without it
    from scripts.deepdive.bindings import check_bindings
    from scripts.deepdive.calls import check_calls

    ledger, problems = load(root)
    entries = sum(len(getattr(ledger, kind)) for kind in ("facts", "prices", "sources", "doors"))
    yield Checked("entries of the ledger", entries, problems + list(_unused_sources(ledger)))
    all_pages = pages.pages(root)
    yield Checked("pages' front matter", len(all_pages), list(pages.check_pages(root, ledger)))
    yield _fact_links(root, ledger, all_pages)
    yield _computed(root, ledger, all_pages)
    yield _figures(all_pages)
    yield _markers(root, all_pages)
    yield links.check(root, all_pages)
    yield urls.check(root, all_pages)
    yield _diagrams(all_pages)
    yield Checked("estimates", *estimates.check(root, ledger))
    yield examples.check(root, all_pages)
    yield check_calls(sorted((root / "examples").rglob("*.py")), root)
    yield check_bindings(_bound(ledger))
    yield schemas.check(root)
    yield vendored.check(root)


def _check(root: Path) -> int:
    start = perf_counter()
    text, well = summary(check_source(root))
    print(text)
    print(f"looked at the sources in {perf_counter() - start:.1f} s")
    return 0 if well else 1


def _fix(root: Path) -> int:
    ledger, problems = load(root)
    if problems:  # a sentence is not rewritten from a ledger that is itself in doubt
        print("\n".join(str(problem) for problem in problems))
        return 1
    for path in _texts_with_links(root):
        old = path.read_text("utf-8")
        new = prose.fix_fact_links(old, ledger)
        if path.suffix == ".md":
            new = computed.fix(new, computed.numbers(root, ledger, new))
        if new != old:
            path.write_text(new, "utf-8")
            print(f"wrote {path.relative_to(root)}")
    schemas.fix(root)
    urls.fix(root, pages.pages(root))
    return 0


def _built(root: Path, site: str = "site", base: str = "/") -> int:
    # lxml comes with the test packages: the site is built without it
    from scripts.deepdive import built

    text, well = summary([built.check(root, root / site, base)])
    print(text)
    return 0 if well else 1


def _lock(root: Path) -> int:
    vendored.renew(root)
    return 0


def _unused_sources(ledger: Ledger) -> Iterator[Problem]:
    used = {cell.source for _, _, cell in ledger.cells}
    for kind in ("facts", "prices", "doors", "outdated", "changes"):
        for entry in getattr(ledger, kind).values():
            used.add(entry.source)
            if earlier := getattr(entry, "earlier", None):
                used.add(earlier.source)
    for id in ledger.sources:
        if id not in used:
            place = ledger.places["sources", id]
            yield Problem(*place, "unused-source", f"nothing rests on '{id}'", "cite or delete it")


def _texts_with_links(root: Path) -> list[Path]:
    return sorted([*(root / "docs").rglob("*.md"), *(root / "data").rglob("*.yml")])


def _fact_links(root: Path, ledger: Ledger, all_pages: list[pages.Page]) -> Checked:
    result = Checked("fact links", 0)
    texts = [(page.path, page.body, page.first_line) for page in all_pages]
    texts += [
        (path.relative_to(root).as_posix(), path.read_text("utf-8"), 1)
        for path in sorted((root / "data").rglob("*.yml"))
    ]
    for path_name, text, first_line in texts:
        result.count += sum(1 for _ in prose.fact_links(text))
        result.problems += prose.check_fact_links(path_name, text, ledger, first_line)
        result.problems += prose.check_repeats(path_name, text, first_line)
    return result


def _computed(root: Path, ledger: Ledger, all_pages: list[pages.Page]) -> Checked:
    result = Checked("pages' computed numbers", 0)
    for page in all_pages:
        known = computed.numbers(root, ledger, page.body)
        result.count += len(known)
        result.problems += computed.check(page.path, page.body, known, page.first_line)
    return result


def _figures(all_pages: list[pages.Page]) -> Checked:
    result = Checked("pages without bare figures", len(all_pages))
    for page in all_pages:
        today = pages.today()
        result.problems += prose.check_figures(page.path, page.body, today, page.first_line)
    return result


def _markers(root: Path, all_pages: list[pages.Page]) -> Checked:
    result = Checked("markers", 0)
    for page in all_pages:
        result.problems += prose.check_markers(page.path, page.body, page.first_line)
        for marker in prose.markers(page.body):
            result.count += 1
            if marker.name in prose.MARKERS and marker.name != "allow-figure":
                try:
                    extension.expand(root, page.source, marker.name, marker.body)
                except tables.MarkerError as error:
                    place = page.path, marker.line + page.first_line - 1, marker.column
                    problem = Problem(*place, error.rule, error.what, error.remedy)
                    result.problems.append(problem)
    return result


def _diagrams(all_pages: list[pages.Page]) -> Checked:
    result = Checked("diagrams", 0)
    for page in all_pages:
        text = "\n" * (page.first_line - 1) + page.body
        count, problems = diagrams.check_page(page.path, text)
        result.count += count
        result.problems += problems
    return result


def _bound(ledger: Ledger) -> Iterator[BoundFact]:
    for id, place in ledger.check_places.items():
        fact = ledger.facts[id]
        if fact.check is not None:
            yield BoundFact(id, fact.value, fact.text, fact.check, place)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
