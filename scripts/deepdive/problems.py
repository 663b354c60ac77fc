"""What a check says: every problem at once, in one shape, with its remedy.

`path:line:col: rule: what -> remedy` is what editors and CI annotations can follow. A check that
looked at nothing has proved nothing, so `Checked` counts that as a problem too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what mends it.

    `path` is relative to the project; `line` and `column` count from 1. `fixable` says that
    `make fix` mends it.
    """

    path: str
    line: int
    column: int
    rule: str
    what: str
    remedy: str
    fixable: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.rule}: {self.what} -> {self.remedy}"


@dataclass
class Checked:
    """What one check looked at, how much of it there was, and the problems that it found."""

    what: str
    count: int
    problems: list[Problem] = field(default_factory=list)

    def all_problems(self) -> list[Problem]:
        """The problems in reading order, with one more if there was nothing to look at."""
        found = sorted(set(self.problems))
        if self.count == 0:
            found.append(
                Problem(".", 1, 1, "nothing-checked", f"looked at 0 {self.what}", "run it on input")
            )
        return found


def nearest(word: str, known: Iterable[str]) -> str:
    """A remedy for an unknown name: the nearest known one, or the known ones."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    if not names:
        return "none is known yet"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"use one of: {shown}"


def summary(results: Iterable[Checked]) -> tuple[str, bool]:
    """The text for the terminal, and whether all is well."""
    lines: list[str] = []
    problems: set[Problem] = set()  # two checks may meet the same one
    for result in results:
        found = result.all_problems()
        problems |= set(found)
        state = "ok" if not found else f"{len(found)} wrong"
        lines.append(f"  {result.count:>6,} {result.what}: {state}")
    if problems:
        lines += ["", *(str(problem) for problem in sorted(problems))]
        files = len({problem.path for problem in problems})
        fixable = sum(problem.fixable for problem in problems)
        tail = f"; `make fix` mends {fixable}." if fixable else "."
        lines.append(f"{_count(len(problems), 'problem')} in {_count(files, 'file')}{tail}")
    return "\n".join(lines), not problems


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
