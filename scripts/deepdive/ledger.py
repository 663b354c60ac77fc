"""The ledger: facts, prices, sources, doors, claims, changes by id; comparisons, decisions by name.

`load` never stops at the first problem: it returns what could be read and all that is wrong, each
with path, line and column and, for an unknown name, the nearest known one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from scripts.deepdive import cache
from scripts.deepdive.models import (
    Cell,
    Change,
    Comparison,
    Decision,
    Door,
    Fact,
    Outdated,
    Price,
    Source,
)
from scripts.deepdive.problems import Problem, nearest
from scripts.deepdive.yaml_source import Yaml, parse

KINDS: dict[str, Any] = {
    "sources": list[Source],
    "facts": list[Fact],
    "prices": list[Price],
    "doors": list[Door],
    "outdated": list[Outdated],
    "changes": list[Change],
    "neighbours": Comparison,
    "comparisons": Comparison,
    "decisions": Decision,
}
"""The folders of data/ and what one file in each holds."""

_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(KINDS[kind]) for kind in KINDS}

ONE_A_FILE = ("neighbours", "comparisons", "decisions")
"""The kinds of which a file holds one, named like the file."""

Place = tuple[str, int, int]


@dataclass
class Ledger:
    """All data by id. `places` gives the file, line and column of an entry: `("facts", id)`."""

    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    prices: dict[str, Price] = field(default_factory=dict)
    doors: dict[str, Door] = field(default_factory=dict)
    outdated: dict[str, Outdated] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    neighbours: dict[str, Comparison] = field(default_factory=dict)
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    check_places: dict[str, Place] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Ids of entries that could not be read: who links to one is not told that it is unknown."""

    def number(self, id: str) -> Fact | Price | None:
        """The fact or price of that id; the two share one space of ids."""
        return self.facts.get(id) or self.prices.get(id)

    @property
    def number_ids(self) -> list[str]:
        """The ids of all facts and prices."""
        return [*self.facts, *self.prices]

    def topic(self, kind: str, topic: str) -> list[Any]:
        """The entries of one kind whose ids begin with that topic, in the order of the file."""
        return list(self._by_topic[kind].get(topic, []))

    def topics(self, kind: str) -> list[str]:
        """The topics that have entries of that kind."""
        return list(self._by_topic[kind])

    @property
    def cells(self) -> Iterator[tuple[Place, str, Cell]]:
        """Every cell of every comparison: where that stands, the row, the cell."""
        for kind in ("neighbours", "comparisons"):
            for name, comparison in getattr(self, kind).items():
                for row in comparison.rows:
                    for cell in row.cells.values():
                        yield self.places[kind, name], row.aspect, cell

    @cached_property
    def _by_topic(self) -> dict[str, dict[str, list[Any]]]:
        shelves: dict[str, dict[str, list[Any]]] = {}
        for kind in ("facts", "prices", "doors", "outdated", "changes"):
            shelf = shelves.setdefault(kind, {})
            for id, entry in getattr(self, kind).items():
                shelf.setdefault(id.partition(".")[0], []).append(entry)
        return shelves


def load(root: Path) -> tuple[Ledger, list[Problem]]:
    """Read data/ below `root`. Returns the ledger and every problem in it."""
    return _load(root, cache.stamps(root / "data", (".yml", ".yaml")))


@lru_cache(maxsize=4)  # each page of a build asks; the data is read again only when it changed
def _load(root: Path, stamps: cache.Stamps) -> tuple[Ledger, list[Problem]]:
    ledger, problems = Ledger(), []
    for name, changed, size in stamps:
        path, kind = f"data/{name}", name.partition("/")[0]
        if kind not in KINDS or name.count("/") != 1:
            what = f"no data of kind '{kind}' is known"
            problems.append(Problem(path, 1, 1, "unknown-data", what, nearest(kind, KINDS)))
            continue
        source, entries, found = _read(root, path, kind, changed, size)
        problems += found
        problems += _add(ledger, kind, Path(name).stem, source, entries)
    return ledger, problems + list(_unknown_names(ledger))


@lru_cache(maxsize=4096)  # one file changes at a time, and there are hundreds
def _read(
    root: Path, path: str, kind: str, _changed: int, _size: int
) -> tuple[Yaml, Any, list[Problem]]:
    """A file of data/: its source, its entries and what is wrong; an unreadable one is a `str`."""
    source = parse(path, (root / path).read_text("utf-8"))
    problems = list(source.problems)
    if source.value is None:
        if not problems:
            problems.append(Problem(path, 1, 1, "empty-file", "holds no data", "delete it"))
        return source, [], problems
    try:
        entries = _ADAPTERS[kind].validate_python(source.value)
    except ValidationError as error:
        problems += [_problem(source, kind, item) for item in error.errors()]
        entries = _readable(kind, source.value)
    return source, entries, problems


def _add(ledger: Ledger, kind: str, topic: str, source: Yaml, entries: Any) -> Iterator[Problem]:
    shelf = getattr(ledger, kind)
    if kind in ONE_A_FILE:
        if entries:  # or it could not be read, as was said
            shelf[topic] = entries
            ledger.places[kind, topic] = source.place()
        return
    for index, entry in enumerate(entries):
        if isinstance(entry, str):
            ledger.broken.add(entry)
            continue
        place = source.place(index, "id")
        if entry.id.partition(".")[0] != topic:
            yield Problem(
                *place,
                "wrong-file",
                f"'{entry.id}' stands in the file of '{topic}'",
                f"an id here begins with '{topic}.'",
            )
        taken = ledger.number(entry.id) if kind in ("facts", "prices") else shelf.get(entry.id)
        if taken is not None:
            yield Problem(*place, "duplicate-id", f"'{entry.id}' is taken", "choose another id")
        shelf[entry.id] = entry
        ledger.places[kind, entry.id] = place
        if kind == "facts" and entry.check is not None:
            ledger.check_places[entry.id] = source.place(index, "check")


def _readable(kind: str, value: Any) -> list[Any]:
    """The entries that can be read all the same, and for each that cannot its id."""
    entries: list[Any] = []
    for item in value if isinstance(value, list) else []:
        try:
            entries += _ADAPTERS[kind].validate_python([item])
        except ValidationError:
            entries.append(str(item.get("id")) if isinstance(item, dict) else "")
    return entries


def _unknown_names(ledger: Ledger) -> Iterator[Problem]:
    for kind in ("facts", "prices", "doors", "outdated", "changes"):
        for id, entry in getattr(ledger, kind).items():
            earlier = getattr(entry, "earlier", None)
            for source in (entry.source, earlier and earlier.source):
                if source and source not in ledger.sources and source not in ledger.broken:
                    place = ledger.places[kind, id]
                    yield _unknown_source(ledger, place, id, source)
    for place, aspect, cell in ledger.cells:
        if cell.source and cell.source not in ledger.sources:
            yield _unknown_source(ledger, place, aspect, cell.source)
        if cell.fact and not ledger.number(cell.fact) and cell.fact not in ledger.broken:
            what = f"'{aspect}' names '{cell.fact}', which is no fact or price of the ledger"
            yield Problem(*place, "unknown-fact", what, nearest(cell.fact, ledger.number_ids))


def _unknown_source(ledger: Ledger, place: Place, user: str, source: str) -> Problem:
    what = f"'{user}' names the source '{source}', which data/sources does not have"
    return Problem(*place, "unknown-source", what, nearest(source, ledger.sources))


def _problem(source: Yaml, kind: str, error: Any) -> Problem:
    """A pydantic error as a problem: where it stands, and the remedy for the common ones."""
    location = error["loc"]
    place = source.place(*location)
    name = str(location[-1]) if location else ""
    noun = kind.removesuffix("s")
    if error["type"] == "extra_forbidden":
        fields = _fields(kind, location)
        what = f"'{name}' is not a field of {noun}"
        return Problem(*place, "unknown-field", what, nearest(name, fields))
    if error["type"] == "missing":
        return Problem(*place, "missing-field", f"{noun} has no '{name}'", f"add '{name}:'")
    what = f"{noun} {'.'.join(str(step) for step in location[1:])}: {error['msg']}"
    return Problem(*place, "bad-value", what.replace(" : ", ": "), "see schemas/" + kind + ".json")


def _fields(kind: str, location: tuple[Any, ...]) -> list[str]:
    """The field names that are allowed where an unknown one was met."""
    schema = _ADAPTERS[kind].json_schema()
    definitions = schema.get("$defs", {})
    names: set[str] = set()
    for name, definition in definitions.items():
        # a nested model shows in the location by its class name or by the field that holds it
        if name in location or _holds(definitions, schema, location[:-1], name):
            names |= set(definition.get("properties", {}))
    return sorted(names)


def _holds(
    definitions: dict[str, Any], schema: dict[str, Any], path: tuple[Any, ...], name: str
) -> bool:
    node: Any = schema
    for step in path:
        node = _resolve(definitions, node)
        options = [_resolve(definitions, option) for option in node.get("anyOf", [node])]
        for option in options:
            if isinstance(step, int) and "items" in option:
                node = option["items"]
            elif step in option.get("properties", {}):
                node = option["properties"][step]
            elif isinstance(option.get("additionalProperties"), dict):
                node = option["additionalProperties"]
    found = [node, *node.get("anyOf", [])]
    return any(option.get("$ref", "").endswith(f"/{name}") for option in found)


def _resolve(definitions: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return definitions[reference.rsplit("/", 1)[1]] if reference else node
