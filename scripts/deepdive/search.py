"""The search index: Pagefind over the built site, and nothing in it that the search does not load.

Only what stands in a page's article is indexed. The kind of a page comes from its folder, its
level from the mark that the theme leaves (`data-level` of the search dialog). The index is made
beside its place and then moved there: a reader never meets half of one.

How the first result becomes the right one: a page that explains something (not a question, a
scenario or a list) has its headings, the figures of its tables and, of a service, the operations
that its code calls as `topics`, which search.js weighs more than a title. A number and its unit
are one word, so that "400 KB" does not find "256 KB in 400 ms", and so is a name such as
`transact_write_items` within `client.transact_write_items(`, which is what search.js also looks
for on "TransactWriteItems".
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from scripts.deepdive.pages import KINDS

FOLDER = "pagefind"
"""Where the index stands below the site; the theme asks for it there."""

OVERVIEW = "Overview"
"""What a page that only lists others is called: the home page and the first page of a folder."""

UNITS = "[KMGTP]i?B|[RW][CR]U|ms|vCPU"
"""The units that make one word with their number; search.js knows the same ones."""

_ARTICLE = re.compile(r"<article\b[^>]*\bmd-content__inner\b.*</article>", re.DOTALL)
_LEVEL = re.compile(r"<dialog\b[^>]*\bdata-level=\"(?P<level>L6|L7|both)\"")
_LEVELS = {"L6": ("L6",), "L7": ("L7",), "both": ("L6", "L7")}
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h[23]\b[^>]*>(?P<text>.*?)<a\b[^>]*\bheaderlink\b", re.DOTALL)
_CELL = re.compile(r"<td\b(?P<attributes>[^>]*)>(?P<inner>.*?)(?=</td>)", re.DOTALL)
_NAME = re.compile(r">([a-z]+(?:_[a-z]+)+)<")
_CALL = re.compile(
    r"\.</span><span class=\"n\">\s*([a-z]+(?:_[a-z]+)+)\s*</span><span class=\"p\">\("
)
_NUMBER_AND_UNIT = re.compile(rf"(?<=\d)\s({UNITS})(?!\w)")
_FIGURE = re.compile(rf"\d[\d,.]*_(?:{UNITS})")

_COMMAND = [
    *(sys.executable, "-m", "pagefind", "--silent"),
    *("--force-language", "en"),
    *("--exclude-selectors", ".headerlink"),
    *("--include-characters", "_"),  # a number and its unit stay one word
]
_LOADED = {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "fragment", "index", "filter"}
_CODE_WEIGHT = "0.5"  # code uses a thing, prose explains it
_SCENARIO = KINDS["scenarios"]
_USES = {KINDS["questions"], _SCENARIO}  # they use what other pages explain
_SCENARIO_WEIGHT = "0.5"  # a whole interview names everything
_LISTS = {OVERVIEW, KINDS["about"]}
_LIST_WEIGHT = "0.3"  # a list, of sources too, repeats the words of the pages that it leads to
_FIGURE_WEIGHT = "4"  # the row of a table that gives a figure, before the sentences that use it


class NotIndexed(Exception):
    """The site could not be indexed; the text says why."""


def index(site_dir: Path) -> int:
    """Write `site_dir/pagefind/`; returns how many pages can be found. Raises `NotIndexed`."""
    with TemporaryDirectory(dir=site_dir, prefix=".search-") as name:
        work = Path(name)
        pages, made = work / "pages", work / "made"
        for path in sorted(site_dir.rglob("*.html")):
            place = path.relative_to(site_dir)
            if text := searchable(place.as_posix(), path.read_text("utf-8")):
                (pages / place).parent.mkdir(parents=True, exist_ok=True)
                (pages / place).write_text(text, "utf-8")
        if not pages.exists():
            raise NotIndexed(f"no page of {site_dir} has an article that could be indexed")
        _run_pagefind(pages, made)
        for entry in made.iterdir():
            if entry.name not in _LOADED and entry.suffix != ".pf_meta":
                rmtree(entry) if entry.is_dir() else entry.unlink()
        target = site_dir / FOLDER
        if target.exists():
            target.rename(work / "old")
        made.rename(target)
    return page_count(target)


def searchable(place: str, html: str) -> str | None:
    """What Pagefind reads of the page at `place`; None if it is no page that one looks for."""
    found = _ARTICLE.search(html)
    if found is None or place == "404.html":
        return None
    kind, article = kind_of(place), _NAME.sub(r"> \1 <", join_units(found[0]))
    article = article.replace("<pre", f'<pre data-pagefind-weight="{_CODE_WEIGHT}"')
    marks = [f'<i data-pagefind-filter="kind:{kind}" data-pagefind-meta="kind:{kind}"></i>']
    if level := _LEVEL.search(html):
        levels = _LEVELS[level["level"]]
        marks += [f'<i data-pagefind-filter="level:{each}"></i>' for each in levels]
    if kind not in _USES and kind not in _LISTS:
        topics = ". ".join(dict.fromkeys(_topics(article, calls=kind == KINDS["services"])))
        marks.append(f'<i data-pagefind-meta="topics" data-pagefind-ignore>{topics}</i>')
        article = _CELL.sub(_weighed, article)
    lowered = _LIST_WEIGHT if kind in _LISTS else _SCENARIO_WEIGHT if kind == _SCENARIO else ""
    weight = f' data-pagefind-weight="{lowered}"' if lowered else ""
    return f'<html lang="en"><body>{"".join(marks)}<div{weight}>{article}</div></body></html>'


def join_units(html: str) -> str:
    """The same page with every number and its unit as one word: `400 KB` becomes `400_KB`."""
    return _NUMBER_AND_UNIT.sub(r"_\1", html.replace("&nbsp;", " "))


def kind_of(place: str) -> str:
    """Service, Question, ... for a file below the site such as `services/dynamodb/index.html`."""
    parts = place.removesuffix("/index.html").split("/")
    return KINDS.get(parts[0], OVERVIEW) if len(parts) > 1 else OVERVIEW


def page_count(bundle: Path) -> int:
    """How many pages the index in that folder holds, as the index itself says."""
    entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
    return sum(language["page_count"] for language in entry["languages"].values())


def _topics(article: str, *, calls: bool) -> Iterator[str]:
    for heading in _HEADING.finditer(article):
        yield _TAG.sub("", heading["text"])
    for cell in _CELL.finditer(article):
        if figure := _figure(cell):
            yield figure
    for call in _CALL.finditer(article) if calls else ():
        yield call[1]


def _weighed(cell: re.Match[str]) -> str:
    if _figure(cell) is None:
        return cell[0]
    return f'<td{cell["attributes"]} data-pagefind-weight="{_FIGURE_WEIGHT}">{cell["inner"]}'


def _figure(cell: re.Match[str]) -> str | None:
    """The number with a unit that the cell of a table begins with."""
    found = _FIGURE.match(_TAG.sub("", cell["inner"]).strip())
    return found and found[0]


def _run_pagefind(pages: Path, output: Path) -> None:
    command = [*_COMMAND, "--site", str(pages), "--output-path", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotIndexed(f"Pagefind failed: {(done.stderr or done.stdout).strip()}")
