from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive import estimates
from scripts.deepdive.ledger import load
from scripts.deepdive.tables import MarkerError

Write = Callable[[str, str], Path]
HEAD = "from math import ceil\nfrom typing import Annotated\n\n"
MONTH = (
    HEAD
    + '''
def month(
    writes: Annotated[float, "million writes", Between(0, 1000)] = 10,
    item_kb: Annotated[float, "KB", Between(1, 400)] = 3.5,
) -> Annotated[float, "USD"]:
    """A month of writes on demand."""
    units_each: Annotated[float, "WRU"] = ceil(item_kb)
    bill: Annotated[float, "USD a month"] = writes * units_each * price("dynamodb.on-demand-write")
    return bill
'''
)


def table(project: Path, body: str) -> str:
    ledger, _ = load(project)
    return "\n".join(estimates.render(project, ledger, body))


def test_every_line_is_shown_with_its_formula_and_number(project: Path, write: Write) -> None:
    write("estimates/dynamodb.py", MONTH)
    text = table(project, "dynamodb.month writes=100")
    assert "| writes | *assumption* | 100 million writes |" in text
    assert "| units each | ceil(item kb) | 4 WRU |" in text
    formula = "writes × units each × [*](fact:dynamodb.on-demand-write)"
    assert f"| **bill** | {formula} | **$250 a month** |" in text


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("sqs.month", "unknown-estimate"),
        ("dynamodb.year", "unknown-estimate"),
        ("dynamodb.month reads=1", "unknown-argument"),
        ("dynamodb.month writes=many", "bad-argument"),
        ("dynamodb.month writes=1001", "bad-argument"),
    ],
)
def test_a_request_that_cannot_be_met_is_refused(
    project: Path, write: Write, body: str, rule: str
) -> None:
    write("estimates/dynamodb.py", MONTH)
    with pytest.raises(MarkerError) as error:
        table(project, body)
    assert error.value.rule == rule


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    return bill\n", "", "an estimate ends by returning one of its lines"),
        ('    """A month of writes on demand."""\n', "", "an estimate has a docstring"),
        ("= ceil(item_kb)", "= [item_kb][0]", "a formula cannot hold Subscript"),
        ('units_each: Annotated[float, "WRU"] =', "units_each =", "a line of an estimate is"),
        ("= 3.5", "", "every argument has a default"),
        ('Annotated[float, "KB", Between(1, 400)]', "float", "'item_kb' is annotated as"),
        ("on-demand-write", "on-demand-wrote", "reads 'dynamodb.on-demand-wrote'"),
    ],
)
def test_what_is_no_straight_line_is_refused_with_its_place(
    project: Path, write: Write, old: str, new: str, what: str
) -> None:
    assert old in MONTH
    text = MONTH.replace(old, new)
    write("estimates/dynamodb.py", text.replace("= 10", "") if old == "= 3.5" else text)
    ledger, _ = load(project)
    _, problems = estimates.check(project, ledger)
    assert len(problems) == 1
    assert what in problems[0].what
