"""Facts against AWS's API models: what a fact says must be what the model says.

A binding proves the value that the fact states. One that only proves that something near it
exists is refused as weak.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from botocore.model import Shape

from scripts.deepdive import aws_models
from scripts.deepdive.aws_models import UnknownName
from scripts.deepdive.checks import BoundCheck, Check, DocumentationCheck, EnumCheck, ExistsCheck
from scripts.deepdive.problems import Checked, Problem

_RELATIONS: dict[str, tuple[str, Callable[[float, float], bool]]] = {
    "eq": ("=", lambda found, expected: found == expected),
    "ge": ("at least", lambda found, expected: found >= expected),
    "le": ("at most", lambda found, expected: found <= expected),
}
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


class BoundFact(Protocol):
    """A fact with a check, and where the check stands."""

    @property
    def id(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def check(self) -> Check: ...
    @property
    def place(self) -> tuple[str, int, int]: ...


@dataclass(frozen=True)
class Finding:
    """Why a check does not hold."""

    rule: str
    what: str
    remedy: str


def check_bindings(facts: Iterable[BoundFact]) -> Checked:
    """Compare every bound fact with the models of the installed botocore."""
    result = Checked("facts bound to the API models", 0)
    for fact in facts:
        result.count += 1
        for found in findings(fact.check, fact.value):
            what = f"'{fact.id}': {found.what}"
            result.problems.append(Problem(*fact.place, found.rule, what, found.remedy))
    return result


def findings(check: Check, value: float | None) -> Iterator[Finding]:
    """What is wrong with a check of a fact with that value (None for a text)."""
    try:
        if isinstance(check, BoundCheck):
            yield from _bound(check, value)
        elif isinstance(check, EnumCheck):
            yield from _enum(check, value)
        elif isinstance(check, ExistsCheck):
            yield from _exists(check, value)
        else:
            yield from _documentation(check, value)
    except UnknownName as error:
        yield Finding("unknown-in-model", error.what, error.remedy)


def _contradiction(expected: str, found: str) -> Finding:
    remedy = "read the model, then change the fact and its source, or the check"
    what = f"expected {expected}, the model says {found}"
    return Finding("botocore-contradiction", what, remedy)


def _bound(check: BoundCheck, value: float | None) -> Iterator[Finding]:
    expected = check.value if check.value is not None else value
    name = f"{check.model} {check.shape}.{check.bound}"
    if expected is None:
        yield Finding("weak-binding", f"a text has no number to compare with {name}", "add value")
        return
    found = aws_models.bounds(aws_models.shape(check.model, check.shape)).get(check.bound)
    sign, holds = _RELATIONS[check.relation]
    if found is None:
        yield _contradiction(f"{name} {sign} {expected:,}", "nothing: it has no such bound")
    elif not holds(found, expected):
        yield _contradiction(f"{name} {sign} {expected:,}", f"{found:,}")


def _enum(check: EnumCheck, value: float | None) -> Iterator[Finding]:
    if value is not None and not (check.relation == "eq" and value == len(set(check.enum))):
        what = f"these {len(set(check.enum)):,} values do not prove {value:,}"
        yield Finding("weak-binding", what, "bind the bound or the documentation")
    values = aws_models.bounds(aws_models.shape(check.model, check.shape)).get("enum", [])
    missing = sorted(set(check.enum) - set(values))
    more = sorted(set(values) - set(check.enum)) if check.relation == "eq" else []
    if missing or more:
        listed = ", ".join(values) or "that it is no enumeration"
        yield _contradiction(f"{check.model} {check.shape} with {', '.join(check.enum)}", listed)


def _exists(check: ExistsCheck, value: float | None) -> Iterator[Finding]:
    if value is not None:
        what = "that something exists does not prove a number"
        yield Finding("weak-binding", what, "bind the bound or the documentation")
    # a misspelt way there is no proof of absence: only the last step may be missing
    *way, last = [check.operation, *(check.parameter.split(".") if check.parameter else [])]
    parent = _input(check.model, way)
    exists, why = True, ""
    try:
        if way:
            aws_models.member(parent, last)
        else:
            aws_models.operation(check.model, last)
    except UnknownName as error:
        exists, why = False, f"{error.what}: {error.remedy}"
    if exists != check.exists:
        name = ".".join(filter(None, (check.operation, check.parameter)))
        expected = f"{check.model} {name} {'to exist' if check.exists else 'not to exist'}"
        yield _contradiction(expected, why or "that it does")


def _input(model: str, way: list[str]) -> Shape | None:
    """What an operation takes, and below that the member to which the other names lead."""
    aws_models.service(model)
    shape: Shape | None = aws_models.operation(model, way[0]).input_shape if way else None
    for step in way[1:]:
        shape = aws_models.member(shape, step)
    return shape


def _documentation(check: DocumentationCheck, value: float | None) -> Iterator[Finding]:
    name, text = _documented(check)
    quoted = aws_models.plain(check.documentation)
    if not re.search(_whole(quoted), text):
        yield _contradiction(f'{name} to say "{quoted}"', f'"{_similar(quoted, text)}"')
    if value is not None and not states_number(quoted, value):
        what = f'"{quoted}" does not state {value:,}'
        yield Finding("weak-binding", what, "quote the words that hold the number")


def _documented(check: DocumentationCheck) -> tuple[str, str]:
    if check.operation is not None:
        operation = aws_models.operation(check.model, check.operation)
        if check.member is None:
            return f"{check.model} {check.operation}", aws_models.plain(operation.documentation)
        shape = aws_models.member(operation.input_shape, check.member)
        return f"{check.model} {check.operation}.{check.member}", aws_models.plain(
            shape.documentation
        )
    shape = aws_models.shape(check.model, check.shape or "")
    if check.member is not None:
        shape = aws_models.member(shape, check.member)
    name = ".".join(filter(None, (check.shape, check.member)))
    return f"{check.model} {name}", aws_models.plain(shape.documentation)


def states_number(text: str, value: float) -> bool:
    """Whether a quotation holds that number, in digits or as a word up to twelve."""
    number = int(value) if value == int(value) else value
    written = {str(number), f"{number:,}"}
    if isinstance(number, int) and 0 <= number < len(_WORDS):
        written.add(_WORDS[number])
    text = re.sub(r"(?<=\d)(?=[A-Za-z])", " ", text)  # "400KB"
    return any(re.search(_whole(form), text, re.IGNORECASE) for form in written)


def _whole(words: str) -> str:
    """A pattern for those words, not as a part of longer ones: "100" is not in "1000"."""
    start = r"(?<!\w)(?<!\d[.,])(?<![a-zA-Z]-)" if words[0].isalnum() else ""
    end = r"(?!\w|[.,]\d)" if words[-1].isalnum() else ""
    return start + re.escape(words) + end


def _similar(quoted: str, text: str) -> str:
    """The sentence of the text that shares the most words with what was quoted."""
    words = set(quoted.lower().split())
    sentences = re.split(r"(?<=[.!?])\s+", text) or [""]
    best = max(sentences, key=lambda sentence: len(words & set(sentence.lower().split())))
    return best[:200]
