"""What a page says about AWS in its own words: fact links, markers and bare figures, with places.

A figure in prose is a checked link, `[400 KB](fact:dynamodb.item-size)`, so that no sentence can
keep an old number. A number with a unit that is no such link is reported as a bare figure.
Exempt are code, tables, headings, HTML, and block quotes (what an interviewer or a customer says,
assumptions included). For one paragraph that must show its own arithmetic, the line before it says
why and until when: `<!-- allow-figure: assumption of this example; until 2027-06-30 -->`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.deepdive.ledger import Ledger
from scripts.deepdive.models import Fact, Price
from scripts.deepdive.problems import Problem, nearest

FACT_LINK = re.compile(r"\[(?P<text>[^\]\n]*)\]\(fact:(?P<id>[^)\s]*)\)")
MARKER = re.compile(r"<!--\s*(?P<name>[a-z][a-z-]*):\s*(?P<body>.*?)\s*-->")
WHOLE = "*"
"""A link with this text, `[*](fact:id)`, shows what the ledger says: for generated tables."""
MARKERS = ("table", "stamp", "estimate", "decision", "allow-figure")

CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
"""Inline code."""
_WITH_UNIT = re.compile(
    r"\[(?P<text>[^\]\n]*\S)\]\((?:fact|estimate):[^)\s]*\) "
    r"(?P<after>(?P<each>(?:an?|per) )?(?P<unit>[A-Za-z]+))"
)
_ALLOWED = re.compile(r"(?P<reason>.+); until (?P<until>\d{4}-\d{2}-\d{2})")
_FENCE = re.compile(r"^[ \t]*(?P<mark>`{3,}|~{3,})")
_BLANKED = re.compile(  # what holds no prose: inline code, fact links, comments, addresses, HTML
    r"(`+)(?!`).+?(?<!`)\1(?!`)"
    r"|\[[^\]\n]*\]\((?:fact|estimate):[^)]*\)"
    r"|<!--.*?-->"
    r"|(?<=\])\([^)\s]*\)"
    r"|<[^>\n]+>"
    r"|\{[^}\n]*\}"
)
_UNIT = (
    r"(?:[KMGTPE]i?B|bytes?|bits?|[GM]bps"
    r"|ns|µs|ms|s|seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|%|percent|per cent|cents?|dollars?|USD"
    r"|[WR][CR]Us?|[TRQ]PS|(?:read|write|capacity) (?:request )?units?"
    r"|(?:concurrent )?(?:requests|reads|writes|queries|records|messages|events|transactions"
    r"|items|actions|operations|connections|calls)"
    r"|GSIs|LSIs|indexes|tables|partitions|shards|dimensions|attributes|replicas|levels|tokens"
    r"|[Rr]egions|Availability Zones|nines)"
)
_FIGURE = re.compile(
    rf"(?<![\w.,-])(?:US\$|\$)\d[\d,]*(?:\.\d+)?(?:\s?(?:thousand|million|billion))?"
    rf"|(?<![\w.,:/#-])\d[\d,]*(?:\.\d+)?(?:[\s ]?(?:thousand|million|billion|k|M))?"
    rf"(?:[\s -]?){_UNIT}(?![\w])"
)


@dataclass(frozen=True)
class FactLink:
    """A checked link in a page: its text and fact id, and where it stands."""

    text: str
    id: str
    line: int
    column: int


@dataclass(frozen=True)
class Marker:
    """A comment that the build replaces: its name and what follows the colon."""

    name: str
    body: str
    line: int
    column: int


def accepted(number: Fact | Price) -> tuple[str, str]:
    """The two texts that a link to this fact may show: value with unit, or the value alone."""
    return number.shown, number.number


def is_current(text: str, number: Fact | Price) -> bool:
    """Whether a link's text says what the ledger says; a text fact may begin a sentence."""
    if text == WHOLE:
        return True
    return _plain(text) in [_plain(shown) for shown in accepted(number)]


def _plain(text: str) -> str:
    text = re.sub(r"[\s ]+", " ", text.replace("`", "").replace("\\", "")).strip()
    return text[:1].lower() + text[1:]


def lines_outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of each line that is not part of a fenced code block."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FENCE.match(line)
        if fence:
            if match and match["mark"].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif match:
            fence = match["mark"]
        else:
            yield number, line


def fact_links(text: str) -> Iterator[FactLink]:
    """Every fact link outside code, inline code excluded."""
    for number, line in lines_outside_code(text):
        code = [match.span() for match in CODE.finditer(line)]
        for match in FACT_LINK.finditer(line):
            if not any(start <= match.start() and match.end() <= end for start, end in code):
                yield FactLink(match["text"], match["id"], number, match.start() + 1)


def markers(text: str) -> Iterator[Marker]:
    """Every marker outside code."""
    for number, line in lines_outside_code(text):
        for match in MARKER.finditer(line):
            yield Marker(match["name"], match["body"], number, match.start() + 1)


def check_fact_links(path: str, text: str, ledger: Ledger, first_line: int = 1) -> list[Problem]:
    """Links to unknown facts, and links whose text is not what the ledger says."""
    problems = []
    for link in fact_links(text):
        place = path, link.line + first_line - 1, link.column
        number = ledger.number(link.id)
        if number is None and link.id in ledger.broken:
            continue
        if number is None:
            what = f"the ledger has no fact or price '{link.id}'"
            problems.append(
                Problem(*place, "unknown-fact", what, nearest(link.id, ledger.number_ids))
            )
        elif not is_current(link.text, number):
            what = f'shows "{link.text}", the ledger says "{number.shown}" ({link.id})'
            problems.append(Problem(*place, "stale-fact", what, "make fix", fixable=True))
    return problems


def check_repeats(path: str, text: str, first_line: int = 1) -> list[Problem]:
    """Links that bring their unit into a sentence that says it too: "$5 per hour an hour"."""
    problems = []
    for number, line in lines_outside_code(text):
        for match in _WITH_UNIT.finditer(CODE.sub(lambda code: " " * len(code[0]), line)):
            said = match["text"].lower().split()
            unit = match["unit"].lower()
            again = unit in said if match["each"] else len(unit) > 2 and unit == said[-1]
            if again or (match["each"] and unit == "second" and said[-1].endswith("/s")):
                place = path, number + first_line - 1, match.start() + 1
                what = f'the sentence repeats the unit: "{" ".join(said)} {match["after"]}"'
                remedy = "leave it to the link, or link the number alone"
                problems.append(Problem(*place, "repeated-unit", what, remedy))
    return problems


def fix_fact_links(text: str, ledger: Ledger) -> str:
    """The same text with every stale link saying what the ledger says."""
    stale = {
        (link.line, link.column): number
        for link in fact_links(text)
        if (number := ledger.number(link.id)) and not is_current(link.text, number)
    }

    def mended(line_number: int, match: re.Match[str]) -> str:
        number = stale.get((line_number, match.start() + 1))
        if number is None:
            return match[0]
        # a link that showed the value alone, without unit, stays as short
        alone = not re.search(r"[A-Za-z%]", match["text"]) and isinstance(number, Fact | Price)
        return f"[{number.number if alone else number.shown}](fact:{match['id']})"

    return "\n".join(
        FACT_LINK.sub(lambda match, line=number: mended(line, match), line)  # type: ignore[misc]
        for number, line in enumerate(text.split("\n"), start=1)
    )


def check_markers(path: str, text: str, first_line: int = 1) -> list[Problem]:
    """Comments that look like a marker and are none."""
    return [
        Problem(
            path,
            marker.line + first_line - 1,
            marker.column,
            "unknown-marker",
            f"no marker is named '{marker.name}'",
            nearest(marker.name, MARKERS),
        )
        for marker in markers(text)
        if marker.name not in MARKERS
    ]


def check_figures(path: str, text: str, today: datetime.date, first_line: int = 1) -> list[Problem]:
    """Numbers with a unit that no fact link backs, and escapes that are wrong, over or unneeded."""
    problems: list[Problem] = []
    for paragraph in _paragraphs(text):
        allowed: Marker | None = None
        figures = []
        for number, line in paragraph:
            for match in MARKER.finditer(line):
                if match["name"] == "allow-figure":
                    allowed = Marker(match["name"], match["body"], number, match.start() + 1)
            figures += [(number, match) for match in _FIGURE.finditer(_blank(line))]
        if allowed is None:
            for number, match in figures:
                problems.append(
                    Problem(
                        path,
                        number + first_line - 1,
                        match.start() + 1,
                        "bare-figure",
                        f'"{match[0].strip()}" has no source',
                        "link it to a fact, `[value](fact:id)`, or say why not with "
                        "`<!-- allow-figure: reason; until YYYY-MM-DD -->` on the line before",
                    )
                )
        else:
            place = path, allowed.line + first_line - 1, allowed.column
            problems += _check_escape(place, allowed.body, bool(figures), today)
    return problems


def _check_escape(
    place: tuple[str, int, int], body: str, needed: bool, today: datetime.date
) -> Iterator[Problem]:
    match = _ALLOWED.fullmatch(body)
    try:
        until = datetime.date.fromisoformat(match["until"]) if match else None
    except ValueError:
        until = None
    if until is None:
        remedy = "write `<!-- allow-figure: reason; until YYYY-MM-DD -->`"
        yield Problem(*place, "bad-escape", "has no reason or no date", remedy)
    elif until < today:
        what = f"this escape ended on {until}"
        yield Problem(*place, "expired-escape", what, "back the figure or renew the date")
    elif not needed:
        what = "this paragraph has no bare figure"
        yield Problem(*place, "unneeded-escape", what, "delete the marker")


def _paragraphs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of prose lines; tables, quotes, headings and includes are not prose."""
    run: list[tuple[int, str]] = []
    last = 0
    for number, line in lines_outside_code(text):
        if (not line.strip() or number != last + 1) and run:
            yield run
            run = []
        last = number
        if line.strip() and not re.match(r"\s*(\||>|#{1,6} |--8<--)", line):
            run.append((number, line))
    if run:
        yield run


def _blank(line: str) -> str:
    return _BLANKED.sub(lambda match: "\0" * len(match[0]), line)
