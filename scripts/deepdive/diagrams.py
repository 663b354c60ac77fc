"""Mermaid diagrams, drawn to inline SVG while the site is built.

Pele, a JavaScript library in scripts/vendor/, draws them in an embedded QuickJS, without Node.
The SVG takes its colours from CSS variables, so that one drawing serves light, dark and print, and
its labels are real text that can be read aloud, searched and copied. `accTitle` (shown as the
caption) and `accDescr` are required; a kind of diagram that does not know them (mindmap, kanban,
block, sankey) has them in a comment, `%% accTitle: ...`. What Pele cannot draw goes in a fence
named `mermaid2`, drawn in the reader's browser on that page alone (see mkdocs.yml).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import quickjs
from markdown import Markdown

from scripts.deepdive.pages import read
from scripts.deepdive.problems import Problem
from scripts.deepdive.where import page_path

log = logging.getLogger("mkdocs.deepdive")

PELE = Path(__file__).parents[1] / "vendor" / "pele.global.js"
CACHE = Path(".cache/diagrams")

# Advance widths of DejaVu Sans, in hundredths of an em from space to tilde: the widest of the fonts
# that systems come with, so that no reader's font outgrows the box that was measured for a label.
_REGULAR = """
32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84
53 100 68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34
39 84 50 50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64
34 64 84"""
_BOLD = """
35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84
84 58 100 77 76 73 83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46
37 46 84 50 50 67 72 59 72 68 44 72 71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65
58 71 37 71 84"""

_DRAW = """
(() => {
  const widths = [%s, %s];
  const measurer = {width: (text, size, style) => {
    let sum = 0;
    for (const char of text) sum += widths[style & 1][char.codePointAt(0) - 32] || 100;
    return sum * size / 100;
  }};
  globalThis.draw = (source, idPrefix) => {
    try {
      const {svg, width} = pele.render(source, {
        measurer, idPrefix, fontSize: 15, responsive: false, links: false, images: false,
        now: 0, // no line for the day of the build: the same source gives the same bytes
      });
      return JSON.stringify({svg, width});
    } catch (error) {
      return JSON.stringify({
        error: String(error.message || error), line: error.line || 1, column: error.column || 1,
      });
    }
  };
})()
"""
DRAWN_HERE, DRAWN_IN_BROWSER = "mermaid", "mermaid2"
_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})[ \t]*\{?[ \t]*\.?(?P<language>[\w-]*)[^`]*$"
)
_ACCESSIBLE = {
    "accTitle": ("missing-acc-title", "name the diagram: `accTitle: Where a request goes`"),
    "accDescr": ("missing-acc-descr", "say in `accDescr: ...` what it shows to who cannot see it"),
}
_SNIPPET = re.compile(r" on line \d+|\n.*\n-*\^")  # where it is: we say that ourselves, by page
_LONG_LIST = re.compile(r"Expecting ('[^']*', ){6,}got")
_COPY = re.compile(r'<text(?=[^>]* fill="none")')  # the same label once more, as a light edge


@dataclass(frozen=True)
class Drawing:
    """An SVG element and what stands below it."""

    title: str
    svg: str


class DiagramError(Exception):
    """A diagram that cannot be drawn. Line and column count from 1 within its source."""

    def __init__(self, rule: str, line: int, column: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.rule, self.line, self.column, self.what, self.remedy = rule, line, column, what, remedy


def draw(source: str) -> Drawing:
    """Draw one diagram. The same source gives the same bytes. Raises `DiagramError`."""
    title, description = _texts(source)
    key = hashlib.sha256(f"{_version()}\0{source}".encode()).hexdigest()
    path = CACHE / f"{key}.svg"
    try:
        return Drawing(title, path.read_text("utf-8"))
    except FileNotFoundError:
        prefix = "d" + hashlib.sha256(source.encode()).hexdigest()[:8]
        svg = _accessible(_render(source, prefix), prefix, title, description)
    CACHE.mkdir(parents=True, exist_ok=True)
    # two processes may draw the same diagram: each moves a whole file into place
    draft = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    draft.write_text(svg, "utf-8")
    draft.replace(path)
    return Drawing(title, svg)


def fence(
    source: str,
    language: str,  # noqa: ARG001 (what superfences passes)
    css_class: str,
    options: dict[str, Any],  # noqa: ARG001
    md: Markdown,
    **_: Any,
) -> str:
    """What superfences puts in the place of a `mermaid` fence."""
    try:
        return figure(source, css_class)
    except DiagramError as error:
        return _refused(md, source, error)


def figure(source: str, css_class: str = "diagram") -> str:
    """One diagram with its caption, as HTML. Raises `DiagramError`."""
    drawing = draw(source)
    return _figure(css_class, drawing.title, drawing.svg)


def browser_fence(
    source: str,
    language: str,  # noqa: ARG001 (what superfences passes)
    css_class: str,
    options: dict[str, Any],  # noqa: ARG001
    md: Markdown,
    **_: Any,
) -> str:
    """What superfences puts in the place of a `mermaid2` fence: its source, until it is drawn."""
    try:
        title, _description = _texts(source)
    except DiagramError as error:
        return _refused(md, source, error)
    return _figure(css_class, title, f'<div class="mermaid">{escape(source)}</div>')


def check_page(path: str, text: str) -> tuple[int, list[Problem]]:
    """How many diagrams a page's text has, and what is wrong in them, with line and column.

    A `mermaid2` fence must be needed: Mermaid's own 3.5 MB are only for what Pele cannot draw.
    """
    count, problems = 0, []
    for found in _fences(text):
        count += 1
        try:
            if found.language == DRAWN_IN_BROWSER:
                _check_needed(found.source)
            else:
                draw(found.source)
        except DiagramError as error:
            problems.append(_problem(path, found.first_line, found.indent, error))
    return count, problems


def _texts(source: str) -> tuple[str, str]:
    """The title and the description that a source gives. Raises `DiagramError` if one is not."""
    found = []
    for name, (rule, remedy) in _ACCESSIBLE.items():
        match = re.search(
            rf"^[ \t]*(?:%%[ \t]*)?{name}[ \t]*(?::[ \t]*(?P<line>\S.*)|\{{(?P<block>[^}}]*)\}})",
            source,
            re.MULTILINE,
        )
        if match is None:
            raise DiagramError(rule, 1, 1, f"the diagram has no {name}", remedy)
        found.append(" ".join((match["line"] or match["block"]).split()))
    return found[0], found[1]


def _check_needed(source: str) -> None:
    _texts(source)
    try:
        draw(source)
    except DiagramError:
        return
    what, remedy = "the build can draw this diagram", f"name the fence `{DRAWN_HERE}`"
    raise DiagramError("needless-mermaid2", 1, 1, what, remedy)


def _accessible(svg: str, prefix: str, title: str, description: str) -> str:
    """The same drawing, read aloud with its title and description and with each label once."""
    if f'<title id="{prefix}' not in svg:  # a kind of diagram that does not know accTitle
        if "accTitle" in svg:
            what = "this kind of diagram takes accTitle and accDescr for content"
            remedy = "write both as comments: `%% accTitle: ...`"
            raise DiagramError("broken-diagram", 1, 1, what, remedy)
        svg = svg.replace(
            ">",
            f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">'
            f'<title id="{prefix}-title">{escape(title)}</title>'
            f'<desc id="{prefix}-desc">{escape(description)}</desc>',
            1,
        )
    svg = _COPY.sub('<text aria-hidden="true"', svg)
    # the lines of a label are words of one text: a space between them that takes no room
    return svg.replace("</tspan><tspan x=", '</tspan><tspan font-size="0"> </tspan><tspan x=')


def _figure(css_class: str, title: str, content: str) -> str:
    return (
        f'<figure class="{css_class}"><div class="diagram-scroll" role="group" tabindex="0" '
        f'aria-label="Diagram: {escape(title)}">{content}</div>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def _refused(md: Markdown, source: str, error: DiagramError) -> str:
    problem = _problem(*_place(md, source), error)
    log.warning("%s", problem)
    return f'<div class="problem">{escape(str(problem))}</div>'


def _render(source: str, prefix: str) -> str:
    # a context belongs to the thread that made it
    result = json.loads(_contexts().draw(source, prefix))
    if "error" in result:
        what = " ".join(_SNIPPET.sub("", result["error"]).split())
        what = _LONG_LIST.sub("unexpected", what)
        remedy = "mend the Mermaid source; what only the browser can draw goes in a mermaid2 fence"
        raise DiagramError("broken-diagram", result["line"], result["column"], what, remedy)
    return str(result["svg"])


class _Thread(threading.local):
    def __init__(self) -> None:
        context = quickjs.Context()
        context.eval(PELE.read_text("utf-8"))
        fonts = ([int(width) for width in font.split()] for font in (_REGULAR, _BOLD))
        context.eval(_DRAW % tuple(json.dumps(widths) for widths in fonts))
        self.draw = context.get("draw")


@cache
def _contexts() -> _Thread:
    return _Thread()


@cache
def _version() -> str:
    """Changes when the renderer or this module does."""
    files = PELE.read_bytes(), Path(__file__).read_bytes()
    return hashlib.sha256(b"\0".join(files)).hexdigest()


@dataclass(frozen=True)
class _Fence:
    language: str
    first_line: int  # of the source, from 1
    indent: int
    source: str


def _fences(text: str) -> Iterator[_Fence]:
    """Every fence of diagrams, none that stands within another fence."""
    lines, number = text.split("\n"), 0
    while number < len(lines):
        match = _FENCE.match(lines[number])
        if match is None:
            number += 1
            continue
        start = number
        number += 1
        while number < len(lines) and not lines[number].lstrip(" \t>").startswith(match["mark"]):
            number += 1
        if match["language"] in (DRAWN_HERE, DRAWN_IN_BROWSER):
            indent = len(match["indent"])
            source = "\n".join(line[indent:] for line in lines[start + 1 : number])
            yield _Fence(match["language"], start + 2, indent, source)
        number += 1


def _place(md: Markdown, source: str) -> tuple[str, int, int]:
    """Page, first line and indentation of a fence that is being converted."""
    path = page_path(md)
    if path is None or not Path(path).exists():
        return "(unnamed page)", 1, 0
    page = read(Path.cwd(), path)
    for found in _fences(page.body):
        if found.source.strip() == source.strip():
            return path, found.first_line + page.first_line - 1, found.indent
    return path, 1, 0


def _problem(path: str, first_line: int, indent: int, error: DiagramError) -> Problem:
    place = path, first_line + error.line - 1, indent + error.column
    return Problem(*place, error.rule, error.what, error.remedy)
