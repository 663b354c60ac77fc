"""The tables that markers ask for, as Markdown.

`<!-- table: facts dynamodb only=item-size,item-collection -->`: a kind, a topic where the kind has
topics, and options. A table is Markdown, so that links in it are resolved and checked like any
other, and fact links in the data's texts show their tooltips.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.deepdive.ledger import Ledger
from scripts.deepdive.models import Comparison, Fact, Price, Source, TopicMeta, when
from scripts.deepdive.pages import KINDS, pages, questions
from scripts.deepdive.problems import nearest


class Html(str):
    """A line among a marker's lines that is finished HTML, not Markdown."""

    __slots__ = ()


TOPIC_FOLDERS = ("services", "foundations", "patterns", "scenarios")
"""The folders of docs/ whose pages have a topic; a table of each has its name."""


class MarkerError(Exception):
    """A marker that cannot be obeyed: what is wrong and what mends it."""

    def __init__(self, rule: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.rule, self.what, self.remedy = rule, what, remedy


@dataclass(frozen=True)
class Request:
    """What a marker asks for, and for which page (`services/dynamodb.md`)."""

    root: Path
    ledger: Ledger
    page: str
    topic: str
    options: dict[str, str]

    def link(self, text: str, target: str) -> str:
        """A Markdown link from this page to another one below docs/."""
        start = posixpath.dirname(self.page) or "."
        return f"[{text}]({posixpath.relpath(target, start)})"

    def source(self, id: str) -> Source:
        """The source of that id, which the ledger's own check has proved to exist."""
        return self.ledger.sources[id]

    def cite(self, id: str) -> str:
        """A link to a source, with the day on which it was seen."""
        source = self.source(id)
        return f"[{_cell(source.title)}]({source.url}), <time>{source.checked}</time>"


def render(request_for: Callable[[str, dict[str, str]], Request], body: str) -> list[str]:
    """The lines that replace `<!-- table: body -->`. Raises `MarkerError`."""
    words = body.split()
    kind, rest = (words[0], words[1:]) if words else ("", [])
    if kind not in TABLES:
        raise MarkerError("unknown-table", f"no table is named '{kind}'", nearest(kind, TABLES))
    make, known_options, topics = TABLES[kind]
    names = [word for word in rest if "=" not in word]
    options = dict(word.split("=", 1) for word in rest if "=" in word)
    for name in options:
        if name not in known_options:
            what = f"the table '{kind}' has no option '{name}'"
            raise MarkerError("unknown-option", what, nearest(name, known_options))
    if len(names) > 1:
        raise MarkerError("bad-marker", f"'{body}' names two topics", "name one")
    request = request_for(names[0] if names else "", options)
    if topics is not None:
        known = topics(request)
        if request.topic not in known and (request.topic or topics is not _optional):
            what = f"the table '{kind}' knows no topic '{request.topic}'"
            raise MarkerError("unknown-topic", what, nearest(request.topic, known))
    return _dressed(
        make(request), "compare" if kind in ("neighbours", "family") else f"records {kind}"
    )


def value_cell(number: Fact | Price, *, anchor: bool = False) -> str:
    """A value as a table shows it, with its earlier value and, once a page, its anchor."""
    text = _cell(number.shown)
    if number.earlier_shown and number.earlier:
        text += f" *(was {_cell(number.earlier_shown)} until {when(number.earlier.changed)})*"
    return text + (f" {{ #{number.id} }}" if anchor else "")


def facts(request: Request) -> list[str]:
    """Facts of a topic; `only` picks some by the part of the id behind the dot."""
    chosen = request.ledger.topic("facts", request.topic)
    anchor = "only" not in request.options
    if not anchor:
        chosen = _only(request, chosen)
    rows = []
    for fact in chosen:
        label = _cell(fact.label) + (f"<br><small>{_cell(fact.note)}</small>" if fact.note else "")
        backing = "bound to the API model" if fact.check else ""
        if fact.unverified:
            backing = f"**unverified**: {_cell(fact.unverified)}"
        cite = request.cite(fact.source) + (f"<br><small>{backing}</small>" if backing else "")
        value = value_cell(fact, anchor=anchor)
        rows.append([label, value, _cell(fact.scope), fact.kind.replace("-", " "), cite])
    return _table(["Quantity", "Value", "Scope", "Kind", "Source, checked"], rows)


def prices(request: Request) -> list[str]:
    """Prices of a topic; `only` picks some by the part of the id behind the dot."""
    chosen = request.ledger.topic("prices", request.topic)
    anchor = "only" not in request.options
    if not anchor:
        chosen = _only(request, chosen)
    rows = []
    for price in chosen:
        label = _cell(price.label)
        if price.note:
            label += f"<br><small>{_cell(price.note)}</small>"
        cite = request.cite(price.source)
        if price.unverified:
            cite += f"<br><small>**unverified**: {_cell(price.unverified)}</small>"
        value = value_cell(price, anchor=anchor)
        rows.append([label, value, _cell(price.scope), cite])
    return _table(["What is billed", "List price", "Where", "Source, checked"], rows)


def doors(request: Request) -> list[str]:
    """Decisions of a topic, one-way first, with what undoing each costs."""
    entries = request.ledger.topic("doors", request.topic)
    entries.sort(key=lambda door: door.direction != "one-way")
    rows = []
    for door in entries:
        undo = _cell(door.undo)
        if door.source:
            source = request.source(door.source)
            undo += f" <small>([{_cell(source.title)}]({source.url}))</small>"
        decision = f"**{_cell(door.decision)}** {{ #{_anchor('door', door.id)} }}"
        rows.append([decision, door.direction.replace("-", "‑"), undo, _cell(door.ask)])
    return _table(["Decision", "Door", "What undoing it costs", "Settle first"], rows)


def outdated(request: Request) -> list[str]:
    """What people still say of a topic, and what holds now."""
    rows = []
    for item in request.ledger.topic("outdated", request.topic):
        verdict = item.verdict + (f" since {when(item.since)}" if item.since else "")
        claim = f"“{_cell(item.claim)}” {{ #{_anchor('outdated', item.id)} }}"
        rows.append([claim, verdict, _cell(item.truth), request.cite(item.source)])
    return _table(["You hear", "It is", "What holds", "Source, checked"], rows)


def changes(request: Request) -> list[str]:
    """What AWS changed, newest first: of a topic or of all, `latest` of them."""
    shelf = request.ledger.changes
    chosen = request.ledger.topic("changes", request.topic) if request.topic else shelf.values()
    newest = sorted(chosen, key=lambda change: when(change.date), reverse=True)
    if "latest" in request.options:
        newest = newest[: _whole(request.options["latest"])]
    rows = []
    for change in newest:
        topic = change.id.partition(".")[0]
        where = "" if request.topic else f"{_topic_link(request, topic)}: "
        cells = [when(change.date), where + _cell(change.change), _cell(change.matters)]
        rows.append([*cells, request.cite(change.source)])
    return _table(["Date", "What changed", "Why it matters", "Source, checked"], rows)


def neighbours(request: Request) -> list[str]:
    """A service against its neighbours."""
    return _compare(request, request.ledger.neighbours[request.topic])


def family(request: Request) -> list[str]:
    """A family of services side by side."""
    return _compare(request, request.ledger.comparisons[request.topic])


def _compare(request: Request, comparison: Comparison) -> list[str]:
    head = ["What you compare"]
    for column in comparison.columns:
        is_here = column.page in (None, request.page)
        head.append(column.name if is_here else request.link(column.name, column.page or ""))
    rows = []
    for row in comparison.rows:
        cells = [f"**{_cell(row.aspect)}**"]
        for column in comparison.columns:
            cell = row.cells[column.id]
            text = f"[*](fact:{cell.fact})" if cell.fact else _cell(cell.text or "")
            if cell.source:
                text += f" <small>([source]({request.source(cell.source).url}))</small>"
            cells.append(text)
        rows.append(cells)
    return _table(head, rows)


def question_table(request: Request) -> list[str]:
    """The question pages of a topic or of all, easiest first."""
    rows = []
    for page, meta in questions(request.root, request.topic or None):
        level = "L6 and L7" if meta.level == "both" else meta.level
        topic = [] if request.topic else [_topic_link(request, meta.topic)]
        link = request.link(meta.title, page.source)
        rows.append([link, *topic, level, f"{meta.minutes} min", meta.difficulty])
    topic_head = [] if request.topic else ["Topic"]
    return _table(["Question", *topic_head, "Level", "Time", "Difficulty"], rows)


def topic_pages(folder: str) -> Callable[[Request], list[str]]:
    """Makes the table of every page in a folder, with what its front matter says of it."""

    def table(request: Request) -> list[str]:
        rows = []
        for page in pages(request.root):
            if isinstance(page.meta, TopicMeta) and page.source.startswith(f"{folder}/"):
                count = len(questions(request.root, page.meta.topic))
                link = request.link(page.meta.title, page.source)
                rows.append([link, _cell(page.meta.description), str(count)])
        return _table([KINDS[folder], "What the page answers", "Questions"], rows)

    return table


def sources(request: Request) -> list[str]:
    """Every source: where it is, when it was seen, and how much rests on it."""
    uses: Counter[str] = Counter()
    for kind in ("facts", "prices", "doors", "outdated", "changes"):
        for entry in getattr(request.ledger, kind).values():
            uses[entry.source or ""] += 1
    uses.update(cell.source for _, _, cell in request.ledger.cells if cell.source)
    rows = []
    for source in sorted(request.ledger.sources.values(), key=lambda source: source.title):
        title = f"[{_cell(source.title)}]({source.url})"
        title += f"<br><small>{_cell(source.note)}</small>" if source.note else ""
        rows.append([title, source.kind, str(source.checked), str(uses[source.id])])
    return _table(["Source", "Kind", "Seen on", "Entries"], rows)


def counts(request: Request) -> list[str]:
    """How much the ledger holds of each topic, how much is bound, and how old it is."""
    ledger = request.ledger
    rows = []
    for topic in ledger.topics("facts"):
        own, own_prices = ledger.topic("facts", topic), ledger.topic("prices", topic)
        bound = sum(fact.check is not None for fact in own)
        unsure = sum(bool(number.unverified) for number in (*own, *own_prices))
        days = [request.source(number.source).checked for number in (*own, *own_prices)]
        numbers = [str(number) for number in (len(own), bound, len(own_prices), unsure)]
        rows.append([topic, *numbers, str(min(days))])
    return _table(["Topic", "Facts", "Bound", "Prices", "Unverified", "Oldest check"], rows)


def unverified(request: Request) -> list[str]:
    """Every fact and price that could not be confirmed, and why it is shown all the same."""
    rows = []
    for id in request.ledger.number_ids:
        number = request.ledger.number(id)
        if number and number.unverified:
            seen = str(request.source(number.source).checked)
            rows.append([_cell(number.label), _cell(number.shown), _cell(number.unverified), seen])
    if not rows:
        return ["Nothing in the ledger is unverified today."]
    return _table(["What", "Value", "Why it is unverified", "Read on"], rows)


def stamp(request: Request) -> list[str]:
    """The line below a page's title: how many facts, how many bound, the oldest check."""
    ledger = request.ledger
    own, own_prices = ledger.topic("facts", request.topic), ledger.topic("prices", request.topic)
    if not own:
        what = f"the ledger has no facts of '{request.topic}'"
        raise MarkerError("unknown-topic", what, nearest(request.topic, ledger.topics("facts")))
    bound = sum(fact.check is not None for fact in own)
    oldest = min(request.source(number.source).checked for number in (*own, *own_prices))
    how = request.link("how facts are checked", "about/facts.md")
    return [
        f"{len(own)} facts, {bound} bound to AWS's API models · {len(own_prices)} prices · "
        f"oldest check {oldest} · {how}",
        '{ .stamp data-pagefind-ignore="" }',
    ]


def _topic_link(request: Request, topic: str) -> str:
    """A link to the page of a topic, by its title without the maker's name."""
    for page in pages(request.root):
        if isinstance(page.meta, TopicMeta) and page.meta.topic == topic:
            return request.link(re.sub(r"\b(Amazon|AWS) ", "", page.meta.title), page.source)
    return topic


def _optional(request: Request) -> list[str]:
    return request.ledger.topics("facts")


def _required(kind: str) -> Callable[[Request], list[str]]:
    return lambda request: request.ledger.topics(kind)


def _named(kind: str) -> Callable[[Request], list[str]]:
    return lambda request: list(getattr(request.ledger, kind))


_Table = tuple[Callable[[Request], list[str]], set[str], Callable[[Request], list[str]] | None]

TABLES: dict[str, _Table] = {
    "facts": (facts, {"only"}, _required("facts")),
    "prices": (prices, {"only"}, _required("prices")),
    "doors": (doors, set(), _required("doors")),
    "outdated": (outdated, set(), _required("outdated")),
    "changes": (changes, {"latest"}, _optional),
    "neighbours": (neighbours, set(), _named("neighbours")),
    "family": (family, set(), _named("comparisons")),
    "questions": (question_table, set(), _optional),
    **{folder: (topic_pages(folder), set(), None) for folder in TOPIC_FOLDERS},
    "sources": (sources, set(), None),
    "counts": (counts, set(), None),
    "unverified": (unverified, set(), None),
}
"""Each table by name: what makes it, its options, and the topics that it takes."""


def _only(request: Request, chosen: list[Fact] | list[Price]) -> list[Fact | Price]:
    by_slug: dict[str, Fact | Price] = {entry.id.partition(".")[2]: entry for entry in chosen}
    slugs = request.options["only"].split(",")
    for slug in slugs:
        if slug not in by_slug:
            what = f"'{request.topic}' has no entry '{slug}'"
            raise MarkerError("unknown-fact", what, nearest(slug, by_slug))
    return [by_slug[slug] for slug in slugs]


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise MarkerError("bad-marker", f"'{text}' is not a whole number", "write digits")
    return int(text)


def _anchor(kind: str, id: str) -> str:
    return f"{kind}-{id.partition('.')[2]}"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _dressed(lines: list[str], look: str) -> list[str]:
    """The lines; a table's head tells the extension how the table looks on a phone."""
    for index, line in enumerate(lines):
        if line.startswith("| "):
            head = line.replace(" |", f' {{ data-look="{look}" }} |', 1)
            return [*lines[:index], head, *lines[index + 1 :]]
    return lines


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    if not rows:
        raise MarkerError("empty-table", "this table has no rows", "add data or drop the marker")
    lines = [head, ["---"] * len(head), *rows]
    return ["", *(f"| {' | '.join(line)} |" for line in lines), ""]
