"""The JavaScript of the estimates computes what CPython computes, to the last bit, in V8."""

from __future__ import annotations

import importlib
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from scripts.deepdive import cache, charts, estimates, figures, formulas
from scripts.deepdive.estimates import Argument, Estimate
from scripts.deepdive.ledger import load

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs/assets/javascripts/estimate.js"
LEDGER, _ = load(ROOT)
ESTIMATES = estimates.all_estimates(ROOT)
VECTORS = 300
WIDE = st.one_of(
    st.floats(-1e18, 1e18, allow_nan=False),
    st.integers(-(10**6), 10**6).map(lambda n: n / 2),  # ties
    st.integers(-(2**53), 2**53).map(float),
    st.floats(-2, 2, allow_nan=False),
    st.sampled_from([0.49999999999999994, -0.49999999999999994, 2.0**52 + 0.5, 1e300, 5e-324]),
)


@pytest.fixture(scope="module", autouse=True)
def held() -> Iterator[None]:
    """The ledger's folder is looked at once, not at each of a function's quotas and prices."""
    cache.hold()
    yield
    cache.release()


@pytest.fixture(scope="module")
def v8() -> Iterator[MiniRacer]:
    context = MiniRacer()
    context.eval(SCRIPT.read_text("utf-8"))
    yield context
    context.close()


def ask(v8: MiniRacer, code: str, argument: Any) -> Any:
    """What a JavaScript function makes of a value; both ways as JSON, which keeps every bit."""
    text = json.dumps(argument)
    return json.loads(str(v8.eval(f"JSON.stringify(({code})({text}))")), parse_int=float)


@settings(max_examples=500, deadline=None)
@given(WIDE, WIDE)
def test_each_operator_equals_cpythons(v8: MiniRacer, a: float, b: float) -> None:
    expected: dict[str, float | None] = {}
    for name, operator in formulas.OPERATORS.items():
        operands = (a,) if name in ("neg", "ceil", "floor", "round", "sqrt") else (a, b)
        try:
            result = operator(*operands)
        except (ArithmeticError, ValueError):  # division by zero, root of a negative number
            result = math.nan
        expected[name] = result if math.isfinite(result) else None
    found = ask(
        v8,
        """([a, b]) => Object.fromEntries(Object.entries(deepDiveEstimate.OPERATORS).map(
            ([name, operator]) => { try { return [name, operator(a, b)]; }
                                    catch { return [name, null]; } }))""",
        [a, b],
    )
    assert found == expected


@settings(max_examples=500, deadline=None)
@given(WIDE, st.sampled_from(["KB", "%", "USD a month", "% of a shard"]))
def test_a_number_is_written_alike(v8: MiniRacer, value: float, unit: str) -> None:
    found = ask(v8, "([value, unit]) => deepDiveEstimate.shown(value, unit)", [value, unit])
    assert found == figures.shown(value, unit)


def _vectors(estimate: Estimate) -> list[dict[str, float]]:
    """Inputs over the whole range: ends, defaults, evenly, by ratio, and whole numbers."""
    chance = random.Random(estimate.name)

    def one(argument: Argument) -> float:
        low, high = argument.low, argument.high
        start = max(low, high / 1e9)
        even = chance.uniform(low, high)
        by_ratio = start * math.exp(math.log(high / start) * chance.random())
        inside = [min(high, max(low, value)) for value in (float(round(even)), by_ratio)]
        return chance.choice([low, high, argument.default, even, *inside])

    ends = [
        {argument.name: getattr(argument, end) for argument in estimate.arguments}
        for end in ("low", "high", "default")
    ]
    return ends + [
        {argument.name: one(argument) for argument in estimate.arguments} for _ in range(VECTORS)
    ]


@pytest.mark.parametrize("name", ESTIMATES)
def test_an_estimate_equals_its_function_over_the_whole_range(v8: MiniRacer, name: str) -> None:
    estimate = ESTIMATES[name]
    topic, _, function = name.partition(".")
    run = getattr(importlib.import_module(f"estimates.{topic}"), function)
    vectors = _vectors(estimate)
    data = estimates.browser_data(estimate, LEDGER, vectors[0])
    found = ask(
        v8,
        """([data, vectors]) => vectors.map((inputs) => {
            const known = deepDiveEstimate.compute(data, inputs);
            return [known, deepDiveEstimate.answer(data, known)];
        })""",
        [data, vectors],
    )
    assert len(found) > VECTORS
    for inputs, (known, said) in zip(vectors, found, strict=True):
        lines = estimates.compute(estimate, LEDGER, inputs)
        assert known == {**inputs, **lines}
        assert known[estimate.result] == run(**inputs)
        assert said == estimates.answer(estimate, {**inputs, **lines})


@pytest.mark.parametrize("name", [name for name in ESTIMATES if ESTIMATES[name].chart])
def test_a_chart_is_redrawn_as_it_was_drawn(v8: MiniRacer, name: str) -> None:
    estimate = ESTIMATES[name]
    vectors = _vectors(estimate)[:40]
    data = estimates.browser_data(estimate, LEDGER, vectors[0])
    found = ask(
        v8,
        "([data, vectors]) => vectors.map((inputs) => deepDiveEstimate.chart(data, inputs))",
        [data, vectors],
    )
    for inputs, drawn in zip(vectors, found, strict=True):
        expected = charts.curves(data, inputs)
        lines = expected["values"].values()
        assert drawn["points"] == [charts.points(line, expected["top"]) for line in lines]
        for end in ("low", "high", "top"):
            assert drawn[end] == expected[end]
        assert f'x1="{drawn["here"]:g}"' in charts.draw(data, inputs)
