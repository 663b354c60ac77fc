"""How a computed number is written for people. estimate.js writes it alike, to the letter.

Whole where it is large or whole, two decimals from 1 to 1,000, three digits below 1. Ties go to the
even digit; both languages round scaled numbers, since they differ in formatting ties by themselves.
"""

from __future__ import annotations

from math import floor


def shown(value: float, unit: str) -> str:
    """A number with its unit: `$5,130 a month`, `28.89%`, `0.125 KB`."""
    digits = _digits(abs(value))
    sign = "-" if value < 0 and digits.strip("0.,") else ""
    if unit.startswith("USD"):
        return f"{sign}${digits}{unit.removeprefix('USD')}"
    return f"{sign}{digits}{'' if unit.startswith('%') else ' '}{unit}"


def words(name: str) -> str:
    """The name of a line or an argument as people write it."""
    return name.replace("_", " ")


def _digits(value: float) -> str:
    if value >= 1000 or value == floor(value):
        return f"{round(value):,}"
    if value >= 1:
        return _decimals(value, 2).removesuffix(".00")
    places = 3
    while places < 12 and value * 10.0**places < 100:
        places += 1
    return _decimals(value, places).rstrip("0").rstrip(".")


def _decimals(value: float, places: int) -> str:
    scaled = round(value * 10.0**places)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole:,}.{rest:0{places}d}"
