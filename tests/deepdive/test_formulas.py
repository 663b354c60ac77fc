import ast
import math

import pytest

from scripts.deepdive import formulas


def translated(text: str) -> formulas.Formula:
    return formulas.translate(ast.parse(text, mode="eval").body)


def test_a_formula_is_operators_names_and_numbers() -> None:
    formula = translated("ceil(a / 4) * 2 if a > -1 else max(a, b, 0)")
    assert formula == [
        "if",
        [">", "a", ["neg", 1.0]],
        ["*", ["ceil", ["/", "a", 4.0]], 2.0],
        ["max", "a", "b", 0.0],
    ]
    assert formulas.names(formula) == {"a", "b"}
    assert formulas.value(formula, {"a": 9.0, "b": 1.0}) == 6.0


def test_the_ledgers_numbers_are_put_in_where_they_stand() -> None:
    formula = formulas.resolved(
        translated('a * price("x.y") + fact("x.z")'), {"x.y": 2.0, "x.z": 3.0}.__getitem__
    )
    assert formula == ["+", ["*", "a", 2.0], 3.0]
    assert formulas.names(translated('fact("x.z")')) == set()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a ** 2", "Pow"),
        ("a and b", "And"),
        ("not a", "Not"),
        ("+a", "UAdd"),
        ("a << 1", "LShift"),
        ("a @ b", "MatMult"),
        ("a[0]", "Subscript"),
        ("a.real", "Attribute"),
        ("[a]", "List"),
        ("(lambda: a)()", "Call"),
        ("f'{a}'", "JoinedStr"),
        ("'1'", "'1'"),
        ("True", "True"),
        ("2j", "2j"),
        ("9007199254740993", "9007199254740993"),
        ("0 < a < 1", "a comparison has two sides"),
        ("a != b", "Compare"),
        ("a in b", "Compare"),
        ("abs(a)", "abs()"),
        ("round(a, 2)", "round() takes 1 operands"),
        ("max(a)", "max() takes two or more operands"),
        ("min(*a)", "min() takes plain operands"),
        ("max(a, b, key=c)", "max() takes plain operands"),
        ("fact(a)", "fact() takes an id"),
    ],
)
def test_what_it_does_not_know_is_refused(text: str, what: str) -> None:
    with pytest.raises(formulas.Refused) as error:
        translated(text)
    assert what in error.value.what


@pytest.mark.parametrize("text", ["1 / a", "1 // a", "1 % a", "ceil(1e308 * 10)"])
def test_what_cpython_refuses_to_compute_is_refused(text: str) -> None:
    with pytest.raises(ArithmeticError):
        formulas.value(translated(text), {"a": 0.0})


def test_every_operator_gives_a_float() -> None:
    for name, operator in formulas.OPERATORS.items():
        operands = [2.5, 2.0][: 1 if name in ("neg", "ceil", "floor", "round", "sqrt") else 2]
        assert type(operator(*operands)) is float, name
    assert formulas.OPERATORS["round"](2.5) == 2.0
    assert math.isclose(formulas.OPERATORS["//"](-7.0, 2.0), -4.0)


def test_what_a_formula_reads_of_the_ledger_is_known() -> None:
    formula = translated('ceil(a / fact("x.z")) * price("x.y") if a > 1 else 0')
    assert formulas.ledger_ids(formula) == {"x.z", "x.y"}
