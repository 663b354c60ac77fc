"""The words that an estimate is written in: the range of an argument, and the ledger's numbers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scripts.deepdive.ledger import load

_ROOT = Path(__file__).parents[1]


class Between(NamedTuple):
    """The range of an argument, ends included, in the unit of the argument."""

    low: float
    high: float


def fact(id: str) -> float:
    """The value of a fact, in the fact's unit. Raises `KeyError` for an unknown id."""
    value = load(_ROOT)[0].facts[id].value
    if value is None:
        raise KeyError(f"{id} has no number")
    return value


def price(id: str) -> float:
    """An amount in US dollars, for the unit of the price. Raises `KeyError` for an unknown id."""
    return float(load(_ROOT)[0].prices[id].amount)
