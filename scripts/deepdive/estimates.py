"""Estimates: straight-line Python functions that a page shows line by line, computed at build.

An estimate is a function in `estimates/<topic>.py`. Each argument is
`name: Annotated[float, "unit", Between(low, high)] = default`, each line of its body
`name: Annotated[float, "unit"] = formula`, and it returns one of those names. Quotas and prices
come from the ledger by `fact("id")` and `price("id")`. Anything else is refused with file and line,
because what cannot be read as a list of formulas cannot be shown as one.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from scripts.deepdive import cache
from scripts.deepdive.ledger import Ledger
from scripts.deepdive.problems import Problem, nearest
from scripts.deepdive.tables import MarkerError

_FUNCTIONS: dict[str, Any] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "min": min,
    "max": max,
    "round": round,
}
_EXPRESSIONS = (
    ast.BinOp,
    ast.UnaryOp,
    ast.Name,
    ast.Constant,
    ast.Call,
    ast.Load,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.FloorDiv,
    ast.Mod,
    ast.Pow,
    ast.USub,
    ast.IfExp,
    ast.Compare,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.Eq,
)


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
    """One formula and its unit; `expression` reads arguments, earlier lines and the ledger."""

    name: str
    unit: str
    expression: ast.expr
    number: int


@dataclass(frozen=True)
class Estimate:
    """One estimate, read from its source."""

    path: str
    name: str
    title: str
    arguments: tuple[Argument, ...]
    lines: tuple[Line, ...]
    result: str


def render(root: Path, ledger: Ledger, body: str) -> list[str]:
    """The table for `<!-- estimate: topic.name argument=value ... -->`."""
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
    estimate = estimates[name]
    inputs = _inputs(estimate, words[1:])
    return _table(estimate, inputs, compute(estimate, ledger, inputs))


def compute(estimate: Estimate, ledger: Ledger, inputs: dict[str, float]) -> dict[str, float]:
    """Every line of an estimate by name, for these inputs."""

    def number(id: str) -> float:
        entry = ledger.number(id)
        value = getattr(entry, "value", None) if id in ledger.facts else None
        if id in ledger.prices:
            value = float(ledger.prices[id].amount)
        if value is None:
            what = f"'{estimate.name}' reads '{id}', which the ledger has no number for"
            raise MarkerError("unknown-fact", what, nearest(id, ledger.number_ids))
        return float(value)

    scope: dict[str, Any] = {**_FUNCTIONS, "fact": number, "price": number, **inputs}
    results = {}
    for line in estimate.lines:
        code = compile(ast.Expression(line.expression), estimate.path, "eval")
        scope[line.name] = results[line.name] = eval(code, {"__builtins__": {}}, scope)
    return results


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
    title = (ast.get_docstring(function) or "").split("\n")[0].rstrip(".")
    body = function.body[1:] if title else function.body
    if not title:
        raise _refusal(path, function, "an estimate has a docstring, the title of its table")
    last = body[-1] if body else None
    if not (isinstance(last, ast.Return) and isinstance(last.value, ast.Name)):
        raise _refusal(path, function, "an estimate ends by returning one of its lines")
    return Estimate(
        path,
        function.name,
        title,
        tuple(_arguments(path, function)),
        tuple(_line(path, statement) for statement in body[:-1]),
        last.value.id,
    )


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
        yield Argument(argument.arg, unit, low, high, ast.literal_eval(default))


def _line(path: str, statement: ast.stmt) -> Line:
    parts = _annotated(getattr(statement, "annotation", None))
    if (
        not isinstance(statement, ast.AnnAssign)
        or not isinstance(statement.target, ast.Name)
        or statement.value is None
        or len(parts) != 2
    ):
        shape = 'name: Annotated[float, "unit"] = formula'
        raise _refusal(path, statement, f"a line of an estimate is `{shape}`")
    for node in ast.walk(statement.value):
        if not isinstance(node, _EXPRESSIONS):
            what = f"a formula cannot hold {type(node).__name__}"
            raise _refusal(path, statement, what)
    unit = str(ast.literal_eval(parts[1]))
    return Line(statement.target.id, unit, statement.value, statement.lineno)


def _annotated(annotation: ast.expr | None) -> list[ast.expr]:
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.slice, ast.Tuple):
        return annotation.slice.elts
    return []


def _refusal(path: str, node: ast.AST, what: str) -> MarkerError:
    line = getattr(node, "lineno", 1)
    error = MarkerError("bad-estimate", f"{path}:{line}: {what}", "write it as straight lines")
    error.line = line  # type: ignore[attr-defined]
    return error


def _inputs(estimate: Estimate, words: list[str]) -> dict[str, float]:
    inputs = {argument.name: argument.default for argument in estimate.arguments}
    ranges = {argument.name: argument for argument in estimate.arguments}
    for word in words:
        name, _, text = word.partition("=")
        if name not in inputs:
            what = f"'{estimate.name}' has no argument '{name}'"
            raise MarkerError("unknown-argument", what, nearest(name, inputs))
        try:
            inputs[name] = float(text) if "." in text else int(text)
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
        shown = _shown(inputs[argument.name], argument.unit)
        rows.append(f"| {_words(argument.name)} | *assumption* | {shown} |")
    for line in estimate.lines:
        formula, shown = _formula(line.expression), _shown(results[line.name], line.unit)
        bold = "**" if line.name == estimate.result else ""
        rows.append(f"| {bold}{_words(line.name)}{bold} | {formula} | {bold}{shown}{bold} |")
    return ["", f"**{estimate.title}.** Computed from the ledger.", *rows, ""]


def _formula(expression: ast.expr) -> str:
    text = ast.unparse(expression)
    text = re.sub(r"(?:fact|price)\('([^']+)'\)", lambda match: f"\0{match[1]}\0", text)
    parts = text.split("\0")
    for index in range(0, len(parts), 2):
        part = parts[index].replace(" // ", " div ").replace(" / ", " ÷ ").replace(" * ", " × ")
        part = re.sub(r"\b\d{4,}\b", lambda match: f"{int(match[0]):,}", part)
        parts[index] = part.replace("_", " ")
    for index in range(1, len(parts), 2):
        parts[index] = f"[*](fact:{parts[index]})"
    return "".join(parts)


def _shown(value: float, unit: str) -> str:
    """A number for people: whole where it is large, at least three digits where it is small."""
    if value == int(value) or abs(value) >= 1000:
        digits = f"{round(value):,}"
    elif abs(value) >= 1:
        digits = f"{value:,.2f}"
    else:
        digits = f"{value:.3g}"
    if unit.startswith("USD"):
        return f"${digits}{unit.removeprefix('USD')}"
    return f"{digits}{'' if unit == '%' else ' '}{unit}"


def _words(name: str) -> str:
    return name.replace("_", " ")
