"""A decision guide from data: drawn as a diagram, and as a numbered key that works without one.

Questions are numbered in the order in which a reader meets them who always takes the first answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.deepdive import diagrams
from scripts.deepdive.models import Ask, Decision, Pick
from scripts.deepdive.problems import nearest
from scripts.deepdive.tables import Html, MarkerError, Request

_NARROW = '%%{init: {"flowchart": {"nodeSpacing": 8, "rankSpacing": 30, "wrappingWidth": 100}}}%%'


def render(request: Request) -> list[str]:
    """The lines for `<!-- decision: messaging -->`. Raises `MarkerError`."""
    name, known = request.topic, request.ledger.decisions
    if name not in known:
        raise MarkerError(
            "unknown-decision", f"no decision is named '{name}'", nearest(name, known)
        )
    decision = known[name]
    try:
        figure = diagrams.figure(mermaid(decision))
    except diagrams.DiagramError as error:
        raise MarkerError(error.rule, f"'{name}': {error.what}", error.remedy) from error
    return ["", Html(figure), "", *_key(request, name, decision)]


def mermaid(decision: Decision) -> str:
    """The guide as a Mermaid flowchart."""
    questions = _numbered(decision)
    picks = [
        answer.then.pick
        for ask in questions
        for answer in ask.answers
        if isinstance(answer.then, Pick)
    ]
    lines = [
        _NARROW,
        "flowchart TB",
        f"  accTitle: {decision.title}",
        f"  accDescr: {len(questions)} questions that lead to {', '.join(dict.fromkeys(picks))}. "
        "The numbered list below says the same in words.",
    ]
    ends = 0
    for number, ask in enumerate(questions, start=1):
        lines.append(f'  q{number}("{number}. {_label(ask.ask)}")')
        for answer in ask.answers:
            if isinstance(answer.then, Pick):
                ends += 1
                target = f"e{ends}"
                lines.append(f'  {target}["{_label(answer.then.pick)}"]')
            else:
                target = f"q{questions.index(answer.then) + 1}"
            lines.append(f'  q{number} -->|"{_label(answer.when)}"| {target}')
    return "\n".join(lines) + "\n"


def _key(request: Request, name: str, decision: Decision) -> Iterator[str]:
    questions = _numbered(decision)
    for number, ask in enumerate(questions, start=1):
        yield f"{number}. **{ask.ask}**{{ #{name}-{number} }}"
        yield ""
        for answer in ask.answers:
            if isinstance(answer.then, Ask):
                target = questions.index(answer.then) + 1
                yield f"    - *{answer.when}*: go to [question {target}](#{name}-{target})."
                continue
            pick = answer.then
            linked = request.link(pick.pick, pick.page) if pick.page else pick.pick
            yield f"    - *{answer.when}*: **{linked}**. {pick.because}"
            yield f"      <br>*Or:* {pick.instead}"
            yield f"      <br>*Changes if* {pick.unless}"
        yield ""


def _numbered(decision: Decision) -> list[Ask]:
    def below(ask: Ask) -> Iterator[Ask]:
        yield ask
        for answer in ask.answers:
            if isinstance(answer.then, Ask):
                yield from below(answer.then)

    return list(below(decision.start))


def _label(text: str) -> str:
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;")
