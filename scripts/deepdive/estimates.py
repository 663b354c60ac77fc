"""Estimates: straight-line Python functions that a page shows line by line, computed at build.

An estimate is a function in `estimates/<topic>.py`. Each argument is
`name: Annotated[float, "unit", Between(low, high)] = default`, each line of its body
`name: Annotated[float, "unit"] = formula` (see `formulas.py`), and it returns one of those names.
Quotas and prices come from the ledger by `fact("id")` and `price("id")`. Anything else is refused
with file and line, because what cannot be read as a list of formulas cannot be shown as one, nor be
computed in the reader's browser.

The docstring's first line is the title. `Answer: ...` is the answer in one sentence, with `{line}`
where a number stands. `Chart: line, line against argument` draws those lines over a range of that
argument. A line named `share_of_<quota>` in `%` is a share of a quota that grows with the load: the
page says which of them is the first to be used up, and at how many times this load.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from scripts.deepdive import cache, charts, figures, formulas
from scripts.deepdive.formulas import Formula
from scripts.deepdive.ledger import Ledger
from scripts.deepdive.problems import Problem, nearest
from scripts.deepdive.tables import Html, MarkerError

_ANNOTATION = re.compile(r"^(?P<name>Answer|Chart): ", re.MULTILINE)
_FIELD = re.compile(r"\{(?P<name>\w+)\}")
_CHART = re.compile(r"(?P<lines>\w+(?:, \w+)*) against (?P<against>\w+)\.?")
SHARE = "share_of_"
"""How the name of a line begins that is a share of a quota."""


@dataclass(frozen=True)
class Argument:
    """An assumption: its unit, the range in which the estimate holds, and its default."""

    name: str
    unit: str
    low: float
    high: float
    default: float


@dataclass(frozen=True)
class Line:
    """One formula and its unit; `written` is the formula as its author wrote it."""

    name: str
    unit: str
    formula: Formula
    written: str
    number: int


@dataclass(frozen=True)
class Chart:
    """The lines to draw, and the argument that grows to the right."""

    lines: tuple[str, ...]
    against: str


@dataclass(frozen=True)
class Estimate:
    """One estimate, read from its source."""

    path: str
    name: str
    title: str
    arguments: tuple[Argument, ...]
    lines: tuple[Line, ...]
    result: str
    answer: str
    chart: Chart | None

    @property
    def units(self) -> dict[str, str]:
        """The unit of each argument and line."""
        units = {argument.name: argument.unit for argument in self.arguments}
        return units | {line.name: line.unit for line in self.lines}


def render(root: Path, ledger: Ledger, body: str) -> list[str]:
    """What replaces `<!-- estimate: topic.name argument=value ... -->`."""
    estimate, inputs = requested(root, body)
    text = _json(browser_data(estimate, ledger, inputs))
    results = compute(estimate, ledger, inputs)
    curve = _curve(text) if estimate.chart else ""
    name = escape(body.split()[0])
    live = (
        f'<div class="live"><live-estimate name="{name}">'
        f'<p><b class="title">{escape(estimate.title)}.</b> '
        f'<span class="answer">{escape(answer(estimate, {**inputs, **results}))}</span></p>{curve}'
        f'<script type="application/json">{text}</script></live-estimate></div>'
    )
    return ["", Html(live), "", *_table(estimate, inputs, results)]


@lru_cache(maxsize=4096)  # a changed number redraws the charts that it stands in, no others
def _curve(text: str) -> str:
    data = json.loads(text)
    return charts.draw(data, {name: float(value) for name, *_, value in data["arguments"]})


def requested(root: Path, body: str) -> tuple[Estimate, dict[str, float]]:
    """The estimate that a marker asks for, and its inputs. Raises `MarkerError`."""
    words = body.split()
    topic, _, name = (words[0] if words else "").partition(".")
    known = {path.stem for path in _modules(root)}
    if topic not in known:
        what = f"estimates/ has no module '{topic}'"
        raise MarkerError("unknown-estimate", what, nearest(topic, known))
    estimates = _parsed(root, topic)
    if name not in estimates:
        what = f"estimates/{topic}.py has no estimate '{name}'"
        raise MarkerError("unknown-estimate", what, nearest(name, estimates))
    return estimates[name], _inputs(estimates[name], words[1:])


def topics(root: Path, body: str) -> set[str]:
    """The topics whose numbers the estimate of a marker reads. Raises `MarkerError`."""
    estimate, _ = requested(root, body)
    ids = (id for line in estimate.lines for id in formulas.ledger_ids(line.formula))
    return {id.partition(".")[0] for id in ids}


def compute(estimate: Estimate, ledger: Ledger, inputs: dict[str, float]) -> dict[str, float]:
    """Every line of an estimate by name, for these inputs. Raises `MarkerError`."""
    known = dict(inputs)
    for line in estimate.lines:
        try:
            known[line.name] = formulas.value(_resolved(estimate, line, ledger), known)
        except ArithmeticError as error:
            what = f"{estimate.path}:{line.number}: {line.name}: {error}"
            raise MarkerError("bad-estimate", what, "narrow the range of an argument") from None
    return {line.name: known[line.name] for line in estimate.lines}


def answer(estimate: Estimate, known: dict[str, float]) -> str:
    """The answer in one sentence, and what is used up first."""
    units = estimate.units

    def number(match: re.Match[str]) -> str:
        return figures.shown(known[match["name"]], units[match["name"]])

    said = _FIELD.sub(number, estimate.answer)
    shares = [line.name for line in estimate.lines if is_share(line.name, line.unit)]
    first = max(shares, key=lambda name: known[name], default=None)
    if first is None or known[first] <= 0:
        return said
    quota = figures.words(first.removeprefix(SHARE))
    times = figures.shown(100 / known[first], "times")
    if known[first] > 100:
        return f"{said} Already past the {quota}: that holds {times} this load."
    return f"{said} First to be used up: the {quota}, at {times} this load."


def browser_data(estimate: Estimate, ledger: Ledger, inputs: dict[str, float]) -> dict[str, Any]:
    """What estimate.js needs to compute the same: formulas with the ledger's numbers in them."""
    return {
        "arguments": [
            [each.name, each.unit, each.low, each.high, inputs[each.name]]
            for each in estimate.arguments
        ],
        "lines": [
            [line.name, line.unit, _resolved(estimate, line, ledger)] for line in estimate.lines
        ],
        "answer": estimate.answer,
        "chart": [estimate.chart.lines, estimate.chart.against] if estimate.chart else None,
    }


def is_share(name: str, unit: str) -> bool:
    """Whether a line is a share of a quota."""
    return name.startswith(SHARE) and unit == "%"


def check(root: Path, ledger: Ledger) -> tuple[int, list[Problem]]:
    """How many estimates there are, and every one that cannot be read or computed."""
    count, problems = 0, []
    for path in _modules(root):
        try:
            estimates = _parsed(root, path.stem)
            count += len(estimates)
            for estimate in estimates.values():
                compute(estimate, ledger, _inputs(estimate, []))
        except MarkerError as error:
            place = f"estimates/{path.name}", getattr(error, "line", 1), 1
            problems.append(Problem(*place, error.rule, error.what, error.remedy))
    return count, problems


def all_estimates(root: Path) -> dict[str, Estimate]:
    """Every estimate by `topic.name`. Raises `MarkerError` for one that cannot be read."""
    return {
        f"{path.stem}.{name}": estimate
        for path in _modules(root)
        for name, estimate in _parsed(root, path.stem).items()
    }


def _resolved(estimate: Estimate, line: Line, ledger: Ledger) -> Formula:
    def number(id: str) -> float:
        entry = ledger.number(id)
        value = getattr(entry, "value", None) if id in ledger.facts else None
        if id in ledger.prices:
            value = float(ledger.prices[id].amount)
        if value is None:
            what = f"'{estimate.name}' reads '{id}', which the ledger has no number for"
            raise MarkerError("unknown-fact", what, nearest(id, ledger.number_ids))
        return float(value)

    return formulas.resolved(line.formula, number)


def _modules(root: Path) -> list[Path]:
    """The modules that hold estimates: all but the terms that these are written in."""
    names = (name for name, _, _ in cache.stamps(root / "estimates", (".py",)))
    return [root / "estimates" / name for name in names if name not in ("__init__.py", "terms.py")]


def _parsed(root: Path, topic: str) -> dict[str, Estimate]:
    path = root / "estimates" / f"{topic}.py"
    return _parse(f"estimates/{topic}.py", path.read_text("utf-8"))


@lru_cache(maxsize=64)
def _parse(path: str, text: str) -> dict[str, Estimate]:
    return {
        node.name: _read(path, node)
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def _read(path: str, function: ast.FunctionDef) -> Estimate:
    text = ast.get_docstring(function) or ""
    parts = _ANNOTATION.split(text)
    notes = {
        name: " ".join(said.split()) for name, said in zip(parts[1::2], parts[2::2], strict=True)
    }
    title = parts[0].split("\n")[0].rstrip(".")
    body = function.body[1:] if title else function.body
    if not title:
        raise _refusal(path, function, "an estimate has a docstring, the title of its table")
    last = body[-1] if body else None
    if not (isinstance(last, ast.Return) and isinstance(last.value, ast.Name)):
        raise _refusal(path, function, "an estimate ends by returning one of its lines")
    arguments = tuple(_arguments(path, function))
    lines = tuple(_lines(path, body[:-1], {each.name for each in arguments}))
    result = last.value.id
    said = notes.get("Answer", f"{figures.words(result).capitalize()}: {{{result}}}.")
    estimate = Estimate(path, function.name, title, arguments, lines, result, said, None)
    unknown = [name for name in (result, *_FIELD.findall(said)) if name not in estimate.units]
    if unknown:
        raise _refusal(path, function, f"there is no line '{unknown[0]}'")
    chart = _chart(path, function, estimate, notes["Chart"]) if "Chart" in notes else None
    return replace(estimate, chart=chart)


def _chart(path: str, function: ast.FunctionDef, estimate: Estimate, text: str) -> Chart:
    match = _CHART.fullmatch(text)
    if match is None:
        raise _refusal(path, function, "a chart is `Chart: line, line against argument`")
    lines = tuple(match["lines"].split(", "))
    units = {line.name: line.unit for line in estimate.lines}
    for name in lines:
        if name not in units:
            raise _refusal(path, function, f"there is no line '{name}' to draw")
    if len({units[name] for name in lines}) > 1:
        raise _refusal(path, function, "the lines of a chart have one unit")
    if match["against"] not in {argument.name for argument in estimate.arguments}:
        raise _refusal(path, function, f"there is no argument '{match['against']}'")
    return Chart(lines, match["against"])


def _arguments(path: str, function: ast.FunctionDef) -> Iterator[Argument]:
    arguments, defaults = function.args.args, function.args.defaults
    if len(arguments) != len(defaults):
        raise _refusal(path, function, "every argument has a default")
    for argument, default in zip(arguments, defaults, strict=True):
        parts = _annotated(argument.annotation)
        if len(parts) != 3 or not isinstance(parts[2], ast.Call):
            shape = 'Annotated[float, "unit", Between(low, high)]'
            raise _refusal(path, argument, f"'{argument.arg}' is annotated as {shape}")
        low, high = (float(ast.literal_eval(bound)) for bound in parts[2].args)
        unit = str(ast.literal_eval(parts[1]))
        value = float(ast.literal_eval(default))
        if not low <= value <= high:
            raise _refusal(path, argument, f"the default of '{argument.arg}' is out of its range")
        yield Argument(argument.arg, unit, low, high, value)


def _lines(path: str, statements: list[ast.stmt], known: set[str]) -> Iterator[Line]:
    for statement in statements:
        parts = _annotated(getattr(statement, "annotation", None))
        if (
            not isinstance(statement, ast.AnnAssign)
            or not isinstance(statement.target, ast.Name)
            or statement.value is None
            or len(parts) != 2
        ):
            shape = 'name: Annotated[float, "unit"] = formula'
            raise _refusal(path, statement, f"a line of an estimate is `{shape}`")
        name = statement.target.id
        try:
            formula = formulas.translate(statement.value)
        except formulas.Refused as refused:
            raise _refusal(path, refused.node, refused.what) from None
        unknown = sorted(formulas.names(formula) - known)
        if unknown:
            raise _refusal(path, statement, f"'{unknown[0]}' is not computed before '{name}'")
        if name in known:
            raise _refusal(path, statement, f"'{name}' is computed twice")
        known = known | {name}
        unit, written = str(ast.literal_eval(parts[1])), ast.unparse(statement.value)
        yield Line(name, unit, formula, written, statement.lineno)


def _annotated(annotation: ast.expr | None) -> list[ast.expr]:
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.slice, ast.Tuple):
        return annotation.slice.elts
    return []


def _refusal(path: str, node: ast.AST, what: str) -> MarkerError:
    line = getattr(node, "lineno", 1)
    error = MarkerError("bad-estimate", f"{path}:{line}: {what}", "write it as straight lines")
    error.line = line  # type: ignore[attr-defined]
    return error


def _inputs(estimate: Estimate, given: list[str]) -> dict[str, float]:
    inputs = {argument.name: argument.default for argument in estimate.arguments}
    ranges = {argument.name: argument for argument in estimate.arguments}
    for word in given:
        name, _, text = word.partition("=")
        if name not in inputs:
            what = f"'{estimate.name}' has no argument '{name}'"
            raise MarkerError("unknown-argument", what, nearest(name, inputs))
        try:
            inputs[name] = float(text)
        except ValueError:
            what = f"{name} is '{text}'"
            raise MarkerError("bad-argument", what, "write a plain number") from None
        if not ranges[name].low <= inputs[name] <= ranges[name].high:
            what = f"{name}={text} is outside {ranges[name].low:,} to {ranges[name].high:,}"
            raise MarkerError("bad-argument", what, "stay in the range of the estimate")
    return inputs


def _table(estimate: Estimate, inputs: dict[str, float], results: dict[str, float]) -> list[str]:
    rows = ["", '| Line { data-look="estimate" } | Formula | Number |', "| --- | --- | ---: |"]
    for argument in estimate.arguments:
        shown = figures.shown(inputs[argument.name], argument.unit)
        rows.append(f"| {figures.words(argument.name)} | *assumption* | {shown} |")
    for line in estimate.lines:
        formula, shown = _formula(line.written), figures.shown(results[line.name], line.unit)
        bold = "**" if line.name == estimate.result else ""
        rows.append(f"| {bold}{figures.words(line.name)}{bold} | {formula} | {bold}{shown}{bold} |")
    return [*rows, ""]


def _formula(text: str) -> str:
    text = re.sub(r"(?:fact|price)\('([^']+)'\)", lambda match: f"\0{match[1]}\0", text)
    parts = text.split("\0")
    for index in range(0, len(parts), 2):
        part = parts[index].replace(" // ", " div ").replace(" / ", " ÷ ").replace(" * ", " × ")
        part = re.sub(r"\b\d{4,}\b", lambda match: f"{int(match[0]):,}", part)
        parts[index] = part.replace("_", " ")
    for index in range(1, len(parts), 2):
        parts[index] = f"[*](fact:{parts[index]})"
    return "".join(parts)


def _json(data: dict[str, Any]) -> str:
    # a whole number is written without its ".0", and nothing in it can end the script element
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return re.sub(r"(?<=\d)\.0(?=[,\]}])", "", text).replace("<", "\\u003c")
