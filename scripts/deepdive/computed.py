"""Numbers in prose that an estimate on the same page computes: checked links, like those to facts.

`The peak needs [18 partitions](estimate:dynamodb.capacity.partitions_for_writes).` names the
estimate and one of its arguments or lines. The inputs are those of the page's marker for that
estimate; of a second marker for it, the name ends in `-2`. The text may be the number with its
unit, or without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scripts.deepdive import estimates, figures
from scripts.deepdive.ledger import Ledger
from scripts.deepdive.problems import Problem, nearest
from scripts.deepdive.prose import lines_outside_code, markers
from scripts.deepdive.tables import MarkerError

SCHEME = "estimate:"
LINK = re.compile(r"\[(?P<text>[^\]\n]*)\]\(estimate:(?P<id>[^)\s]*)\)")


def keys(names: list[str]) -> Iterator[str]:
    """How each estimate of a page is called: by its name, from the second on with `-2`, `-3`."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def numbers(root: Path, ledger: Ledger, text: str) -> dict[str, str]:
    """Every number that the estimates of a page compute, by `topic.name.line`, with its unit."""
    bodies = [mark.body for mark in markers(text) if mark.name == "estimate" and mark.body]
    known: dict[str, str] = {}
    for key, body in zip(keys([body.split()[0] for body in bodies]), bodies, strict=True):
        try:
            estimate, inputs = estimates.requested(root, body)
            values = {**inputs, **estimates.compute(estimate, ledger, inputs)}
        except MarkerError:  # told where the marker stands
            continue
        for name, unit in estimate.units.items():
            known[f"{key}.{name}"] = figures.shown(values[name], unit)
    return known


def check(path: str, text: str, known: dict[str, str], first_line: int = 1) -> list[Problem]:
    """Links to numbers that no estimate of the page has, and links whose text is not the number."""
    problems = []
    for number, line in lines_outside_code(text):
        for match in LINK.finditer(line):
            place = path, number + first_line - 1, match.start() + 1
            shown = known.get(match["id"])
            if shown is None:
                what = f"no estimate on this page computes '{match['id']}'"
                remedy = nearest(match["id"], known)
                problems.append(Problem(*place, "unknown-number", what, remedy))
            elif not is_current(match["text"], shown):
                what = f'shows "{match["text"]}", the estimate says "{shown}" ({match["id"]})'
                problem = Problem(*place, "stale-number", what, "make fix", fixable=True)
                problems.append(problem)
    return problems


def fix(text: str, known: dict[str, str]) -> str:
    """The same text with every stale link saying what the estimate says."""

    def mended(match: re.Match[str]) -> str:
        shown = known.get(match["id"])
        if shown is None or is_current(match["text"], shown):
            return match[0]
        # a link that showed the number without its unit stays as short
        alone = not re.search(r"[A-Za-z]", match["text"])
        return f"[{_alone(shown) if alone else shown}]({SCHEME}{match['id']})"

    lines = text.split("\n")
    for number, line in lines_outside_code(text):
        lines[number - 1] = LINK.sub(mended, line)
    return "\n".join(lines)


def is_current(text: str, shown: str) -> bool:
    """Whether a link's text is the number, with its unit or without."""
    return text in (shown, _alone(shown))


def _alone(shown: str) -> str:
    return shown.partition(" ")[0]
