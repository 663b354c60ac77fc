"""The small chart of an estimate: its lines over a range of one argument, as inline SVG.

estimate.js draws the same points again when an input changes, from the same data.
"""

from __future__ import annotations

from html import escape
from typing import Any

from scripts.deepdive import figures, formulas

POINTS = 41
WIDTH, HEIGHT = 360.0, 140.0


def span(argument: list[Any], value: float) -> tuple[float, float]:
    """The ends of the horizontal axis: from the least to twice the present value, in its range."""
    _, _, low, high, _ = argument
    return low, min(high, value * 2) if value * 2 > low else high


def curves(data: dict[str, Any], inputs: dict[str, float]) -> dict[str, Any]:
    """The axes' ends, and for each line its values over the range, top to bottom as listed."""
    names, against = data["chart"]
    argument = next(each for each in data["arguments"] if each[0] == against)
    low, high = span(argument, inputs[against])
    values: dict[str, list[float]] = {name: [] for name in names}
    for index in range(POINTS):
        known = {each[0]: inputs[each[0]] for each in data["arguments"]}
        known[against] = low + (high - low) * index / (POINTS - 1)
        for name, _, formula in data["lines"]:
            known[name] = formulas.value(formula, known)
        for name in names:
            values[name].append(known[name])
    top = max(max(line) for line in values.values())
    return {"low": low, "high": high, "top": top, "values": values}


def points(line: list[float], top: float) -> str:
    """One line as the points of a polyline."""
    if top <= 0:
        return f"0,{HEIGHT:g} {WIDTH:g},{HEIGHT:g}"
    return " ".join(
        f"{round(index * WIDTH / (POINTS - 1))},{round(HEIGHT - value / top * HEIGHT)}"
        for index, value in enumerate(line)
    )


def draw(data: dict[str, Any], inputs: dict[str, float]) -> str:
    """The chart as a figure, its numbers as text."""
    found = curves(data, inputs)
    names, against = data["chart"]
    units = {each[0]: each[1] for each in (*data["arguments"], *data["lines"])}
    here = (inputs[against] - found["low"]) / ((found["high"] - found["low"]) or 1) * WIDTH
    lines = "".join(
        f'<polyline class="curve c{index}" points="{points(found["values"][name], found["top"])}"/>'
        for index, name in enumerate(names)
    )
    legend = "".join(
        f'<li class="c{index}">{escape(figures.words(name))}</li>'
        for index, name in enumerate(names)
    )
    top = escape(figures.shown(found["top"], units[names[0]]))
    low, high = (escape(figures.shown(found[end], units[against])) for end in ("low", "high"))
    label = escape(figures.words(f"{', '.join(names)} against {against}"))
    return (
        f'<figure class="chart"><div class="top">{top}</div>'
        f'<svg viewBox="-2 -2 {WIDTH + 4:g} {HEIGHT + 4:g}" role="img" aria-label="{label}">'
        f'<path class="axes" d="M0 0V{HEIGHT:g}H{WIDTH:g}"/>'
        f'<line class="here" x1="{round(here)}" x2="{round(here)}" y1="0" y2="{HEIGHT:g}"/>'
        f"{lines}</svg>"
        f'<div class="ends"><span class="low">{low}</span>'
        f'<span>{escape(figures.words(against))}</span><span class="high">{high}</span></div>'
        f"<figcaption><ul>{legend}</ul></figcaption></figure>"
    )
