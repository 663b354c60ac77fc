"""The Python-Markdown extension that makes the site's pages: markers, fact links, tables.

It works wherever Python-Markdown does (MkDocs, Zensical): nothing on a page's way depends on the
site generator. A problem is logged as a warning in the usual shape, which fails a strict build
after all problems were listed, and shows in the page as a block that cannot be overlooked.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from scripts.deepdive import cache, computed, decisions, estimates, prose, tables
from scripts.deepdive.ledger import Ledger, load
from scripts.deepdive.models import Fact, Price
from scripts.deepdive.pages import read
from scripts.deepdive.problems import Problem, nearest
from scripts.deepdive.where import page_path

log = logging.getLogger("mkdocs.deepdive")


class DeepDive(Extension):
    """`root` is the project's folder; the current one unless said otherwise."""

    def __init__(self, **options: Any) -> None:
        self.config = {"root": [".", "The folder that holds data/, docs/ and estimates/."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        root = Path(self.getConfig("root")).resolve()
        # behind fences (25), so that markers in code stay as they are; before raw HTML (20)
        md.preprocessors.register(_Markers(md, root), "deepdive-markers", 22)
        # behind inline patterns (20), before MkDocs looks at links (0)
        md.treeprocessors.register(_FactLinks(md, root), "deepdive-facts", 15)
        md.treeprocessors.register(_ComputedLinks(md, root), "deepdive-computed", 14)
        md.treeprocessors.register(_Tables(md), "deepdive-tables", 6)
        md.treeprocessors.register(_TickBoxes(md), "deepdive-ticks", 5)


class _Markers(Preprocessor):
    """Replaces `<!-- table: ... -->` and its like by Markdown."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        names: list[str] = []
        self.md.deepdive_numbers = computed.numbers(self.root, load(self.root)[0], "\n".join(lines))
        for line in lines:
            match = prose.MARKER.fullmatch(line.strip())
            if match is None or match["name"] == "allow-figure":
                result.append(line)
            else:
                indent = line[: len(line) - len(line.lstrip())]
                new_lines = self._replace(match["name"], match["body"])
                if match["name"] == "estimate":
                    names.append(match["body"].partition(" ")[0])
                    *_, key = computed.keys(names)
                    new_lines = [_with_key(line, key) for line in new_lines]
                for new in new_lines:
                    html = isinstance(new, tables.Html)
                    result.append(indent + (self.md.htmlStash.store(new) if html else new))
        return result

    def _replace(self, name: str, body: str) -> list[str]:
        try:
            return expand(self.root, _docs_path(self.md), name, body)
        except tables.MarkerError as error:
            place = _place(self.md, self.root, f"<!-- {name}: {body} -->")
            problem = Problem(*place, error.rule, error.what, error.remedy)
            log.warning("%s", problem)
            return ["", f'<div class="problem">{problem}</div>', ""]


class _FactLinks(Treeprocessor):
    """Turns `[400 KB](fact:dynamodb.item-size)` into the value with its source in a tooltip."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, root: ElementTree.Element) -> None:
        ledger, _ = load(self.root)
        count = 0
        for parent in root.iter():
            for index, child in enumerate(parent):
                href = child.get("href", "")
                if child.tag != "a" or not href.startswith("fact:"):
                    continue
                id, text = href.removeprefix("fact:"), "".join(child.itertext())
                number = ledger.number(id)
                if number is None:
                    self._report(id, text, "unknown-fact", ledger)
                    child.set("href", "#")
                    continue
                if not prose.is_current(text, number):
                    self._report(id, text, "stale-fact", ledger)
                count += 1
                element = fact_element(number, child, f"tip-{count}", ledger)
                element.tail = child.tail
                parent[index] = element

    def _report(self, id: str, text: str, rule: str, ledger: Ledger) -> None:
        place = _place(self.md, self.root, f"](fact:{id})")
        number = ledger.number(id)
        if number is None:
            what, remedy = f"the ledger has no fact or price '{id}'", nearest(id, ledger.number_ids)
        else:
            what, remedy = f'shows "{text}", the ledger says "{number.shown}" ({id})', "make fix"
        log.warning("%s", Problem(*place, rule, what, remedy))


class _ComputedLinks(Treeprocessor):
    """Lets `[18 partitions](estimate:dynamodb.capacity.partitions)` lead to its estimate."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, root: ElementTree.Element) -> None:
        known = self.md.deepdive_numbers
        for link in root.iter("a"):
            href = link.get("href", "")
            if not href.startswith(computed.SCHEME):
                continue
            id, text = href.removeprefix(computed.SCHEME), "".join(link.itertext())
            for problem in computed.check("", f"[{text}]({href})", known):
                place = _place(self.md, self.root, f"]({href})")
                log.warning("%s", Problem(*place, problem.rule, problem.what, problem.remedy))
            link.set("href", f"#{id.rpartition('.')[0]}")
            link.set("class", "computed")


class _Tables(Treeprocessor):
    """Lets every table scroll inside itself, and tells screen readers what its heads head."""

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "table":
                    self._wrap(parent, index, child)

    def _wrap(self, parent: ElementTree.Element, index: int, table: ElementTree.Element) -> None:
        heads = ["".join(head.itertext()).strip() for head in table.iter("th")]
        for head in table.iter("th"):
            if "".join(head.itertext()).strip():
                head.set("scope", "col")
            else:
                head.tag = "td"  # a corner heads nothing
        for row in table.iter("tr"):
            for name, cell in zip(heads, row.findall("td"), strict=False):
                cell.set("data-label", name)  # a phone shows it beside the cell
        table.set("class", "data")  # or the theme's script wraps the table once more
        label = "Table: " + ", ".join(head for head in heads if head)
        box = ElementTree.Element(
            "div", {"class": "table", "role": "group", "tabindex": "0", "aria-label": label}
        )
        box.append(table)
        look = next(
            (
                head.attrib.pop("data-look")
                for head in table.iter("th")
                if "data-look" in head.attrib
            ),
            None,
        )
        if look is not None:
            outer = ElementTree.Element("div", {"class": look})
            outer.append(box)
            box = outer
        box.tail, table.tail = table.tail, None
        parent[index] = box


class _TickBoxes(Treeprocessor):
    """Makes `- [ ] Sizes the peak` a box to tick, with its text as label."""

    def run(self, root: ElementTree.Element) -> None:
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" else item
            text = (holder.text or "").lstrip()
            if not text.startswith("[ ] "):
                continue
            label = ElementTree.Element("label")
            box = ElementTree.SubElement(label, "input", {"type": "checkbox"})
            box.tail = text.removeprefix("[ ]")
            label.extend(list(holder))
            holder[:] = [label]
            holder.text = None
            item.set("class", "tick")


def expand(root: Path, page: str, name: str, body: str) -> list[str]:
    """The Markdown lines that stand for a marker on a page. Raises `tables.MarkerError`."""
    # only these read pages: the others need not be made again when somebody edits one
    reads_pages = name == "table" and body.startswith(
        ("questions", "changes", *tables.TOPIC_FOLDERS)
    )
    docs = cache.stamps(root / "docs", (".md",)) if reads_pages else ()
    data = cache.stamps(root / "data", (".yml", ".yaml"))
    words = body.split()
    if name == "table" and len(words) > 1 and "=" not in words[1]:
        # the table of a topic reads the topic's own files, and any source
        own = f"/{words[1]}.yml"
        data = tuple(each for each in data if each[0].startswith("sources/") or own in each[0])
    estimates_too: cache.Stamps = ()
    if name == "estimate":
        estimates_too = cache.stamps(root / "estimates", (".py",))
        read = estimates.topics(root, body)
        data = tuple(each for each in data if Path(each[0]).stem in read)
    return list(_expanded(root, page, name, body, (docs, data, estimates_too)))


@lru_cache(maxsize=8192)
def _expanded(
    root: Path, page: str, name: str, body: str, _stamps: tuple[cache.Stamps, ...]
) -> list[str]:
    ledger, _ = load(root)

    def request(topic: str, options: dict[str, str]) -> tables.Request:
        return tables.Request(root, ledger, page, topic, options)

    if name == "table":
        return tables.render(request, body)
    if name == "stamp":
        return tables.stamp(request(body, {}))
    if name == "decision":
        return decisions.render(request(body, {}))
    if name == "estimate":
        return estimates.render(root, ledger, body)
    raise tables.MarkerError(
        "unknown-marker", f"no marker is named '{name}'", nearest(name, prose.MARKERS)
    )


def fact_element(
    number: Fact | Price, link: ElementTree.Element, id: str, ledger: Ledger
) -> ElementTree.Element:
    """What a fact link becomes: a link to its source, and the tooltip that describes it."""
    fact = ElementTree.Element("span", {"class": "fact"})
    source = ledger.sources.get(number.source)
    # a link, so that it cites its source without style sheets or scripts as well
    value = ElementTree.SubElement(
        fact,
        "a",
        {
            "class": "fact-value",
            "href": str(source.url) if source else "#",
            "aria-describedby": id,
        },
    )
    value.text = number.shown if link.text == prose.WHOLE else link.text
    value.extend(link)  # a text may hold code
    tip = ElementTree.SubElement(
        fact,
        "span",
        {"class": "fact-tip", "role": "tooltip", "id": id, "data-pagefind-ignore": ""},
    )
    ElementTree.SubElement(tip, "b").text = number.label
    ElementTree.SubElement(tip, "span").text = f"{number.shown}, {number.scope}"
    kind = number.kind.replace("-", " ") if isinstance(number, Fact) else "list price"
    if number.earlier_shown and number.earlier:
        kind += f"; was {number.earlier_shown} until {number.earlier.changed}"
    ElementTree.SubElement(tip, "span").text = kind
    if source:
        link = ElementTree.SubElement(tip, "a", {"href": str(source.url)})
        link.text = source.title
        checked = f"checked {source.checked}"
        if isinstance(number, Fact) and number.check:
            checked += ", bound to the API model"
        ElementTree.SubElement(tip, "span").text = checked
    if number.unverified:
        ElementTree.SubElement(tip, "strong").text = f"unverified: {number.unverified}"
    return fact


def _with_key(line: str, key: str) -> str:
    """A line of an estimate, with the name by which the address and links know it."""
    if isinstance(line, tables.Html):
        return tables.Html(line.replace("<live-estimate ", f'<live-estimate key="{key}" ', 1))
    # in Markdown, not in HTML, or MkDocs does not know the anchor
    return line.replace("{ data-look", f"{{ #{key} data-look", 1)


def _docs_path(md: Markdown) -> str:
    return (page_path(md) or "docs/index.md").removeprefix("docs/")


def _place(md: Markdown, root: Path, text: str) -> tuple[str, int, int]:
    """Where that text first stands in the page that is being converted."""
    path = page_path(md)
    if path is None or not (root / path).exists():
        return "(unnamed page)", 1, 1
    page = read(root, path)
    for number, line in prose.lines_outside_code(page.body):
        column = " ".join(line.split()).find(" ".join(text.split()))
        if column >= 0:
            return path, number + page.first_line - 1, max(line.find(text[:4]), 0) + 1
    return path, 1, 1


def makeExtension(**options: Any) -> DeepDive:  # noqa: N802 (Python-Markdown's name)
    """What Python-Markdown calls to load the extension."""
    return DeepDive(**options)
