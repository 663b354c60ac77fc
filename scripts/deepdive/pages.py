"""The Markdown pages below docs/: front matter, kind, body, and where each part stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scripts.deepdive import cache
from scripts.deepdive.ledger import Ledger
from scripts.deepdive.models import (
    PageMeta,
    QuestionMeta,
    ScenarioMeta,
    ServiceMeta,
    TopicMeta,
)
from scripts.deepdive.problems import Problem, nearest
from scripts.deepdive.yaml_source import parse

KINDS: dict[str, str] = {
    "services": "Service",
    "questions": "Question",
    "foundations": "Foundation",
    "patterns": "Pattern",
    "scenarios": "Scenario",
    "reference": "Reference",
    "practice": "Practice",
    "about": "About",
}
"""The folders of docs/ and what a page in each is called."""

_MODELS: dict[str, type[PageMeta]] = {
    "services": ServiceMeta,
    "questions": QuestionMeta,
    "foundations": TopicMeta,
    "patterns": TopicMeta,
    "scenarios": ScenarioMeta,
}
"""The folders whose pages say more about themselves than a title and a description."""


@dataclass(frozen=True)
class Page:
    """One page. `path` is relative to the project, `body` begins on line `first_line` of it."""

    path: str
    meta: PageMeta | None
    body: str
    first_line: int
    problems: tuple[Problem, ...]

    @property
    def source(self) -> str:
        """The path below docs/, as links between pages use it."""
        return self.path.removeprefix("docs/")

    @property
    def url(self) -> str:
        """The address below the site's root: `services/dynamodb/`."""
        stem = self.source.removesuffix(".md")
        return "" if stem == "index" else stem.removesuffix("/index").rstrip("/") + "/"


def pages(root: Path) -> list[Page]:
    """Every page below docs/, in the order of the paths."""
    return [
        _read(root, f"docs/{name}", changed, size)
        for name, changed, size in cache.stamps(root / "docs", (".md",))
    ]


def read(root: Path, path: str) -> Page:
    """One page, read again only if it changed."""
    status = (root / path).stat()
    return _read(root, path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4096)
def _read(root: Path, path: str, _changed: int, _size: int) -> Page:
    text = (root / path).read_text("utf-8")
    if not text.startswith("---\n") or "\n---\n" not in text:
        what, remedy = "has no front matter", "begin with '---', title, description, '---'"
        return Page(path, None, text, 1, (Problem(path, 1, 1, "front-matter", what, remedy),))
    head, body = text[4:].split("\n---\n", 1)
    first_line = head.count("\n") + 4
    source = parse(path, head, first_line=2)
    problems = list(source.problems)
    meta = None
    if not problems:
        model = _model(path)
        try:
            meta = model.model_validate(source.value)
        except ValidationError as error:
            problems += [_problem(source.place(*it["loc"]), model, it) for it in error.errors()]
    return Page(path, meta, body, first_line, tuple(problems))


def _model(path: str) -> type[PageMeta]:
    parts = path.split("/")
    return PageMeta if parts[-1] == "index.md" else _MODELS.get(parts[1], PageMeta)


def _problem(place: tuple[str, int, int], model: type[PageMeta], error: Any) -> Problem:
    name = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        what = f"'{name}' is not a field of this page's front matter"
        return Problem(*place, "unknown-field", what, nearest(name, model.model_fields))
    if error["type"] == "missing":
        what = f"the front matter has no '{name}'"
        return Problem(*place, "missing-field", what, f"add '{name}:'")
    return Problem(*place, "bad-value", f"{name}: {error['msg']}", "mend the front matter")


def check_pages(root: Path, ledger: Ledger) -> Iterator[Problem]:
    """What is wrong in the front matter of any page, topics that nothing knows included."""
    owners: dict[str, str] = {}
    for page in pages(root):
        yield from page.problems
        if isinstance(page.meta, TopicMeta):
            owner = owners.setdefault(page.meta.topic, page.path)
            if owner != page.path:
                what = f"the topic '{page.meta.topic}' is that of {owner}"
                yield Problem(page.path, 1, 1, "taken-topic", what, "give each page its own topic")
    for page in pages(root):
        if isinstance(page.meta, QuestionMeta) and page.meta.topic not in owners:
            what = f"no page has the topic '{page.meta.topic}'"
            yield Problem(page.path, 1, 1, "unknown-topic", what, nearest(page.meta.topic, owners))
        if isinstance(page.meta, ServiceMeta) and page.meta.topic not in ledger.topics("facts"):
            what = f"data/facts has no file for the topic '{page.meta.topic}'"
            remedy = nearest(page.meta.topic, ledger.topics("facts"))
            yield Problem(page.path, 1, 1, "unknown-topic", what, remedy)


def questions(root: Path, topic: str | None = None) -> list[tuple[Page, QuestionMeta]]:
    """The question pages, of one topic or all, easiest first."""
    order = {"warm-up": 0, "core": 1, "hard": 2}
    found = [
        (page, page.meta)
        for page in pages(root)
        if isinstance(page.meta, QuestionMeta) and topic in (None, page.meta.topic)
    ]
    return sorted(found, key=lambda item: (order[item[1].difficulty], item[1].title))


def today() -> datetime.date:
    """The day against which expiry dates are read."""
    return datetime.datetime.now(datetime.UTC).date()
