"""A formula of an estimate, as data: what Python and the reader's browser both compute from.

A formula is a number, the name of an argument or an earlier line, or a list of an operator and its
operands: `["*", "writes", ["ceil", "item_kb"]]`. It is computed in double precision throughout, by
`value` here and by docs/assets/javascripts/estimate.js, and the two agree to the last bit (the
tests compare both with CPython running the function itself). Data and not code, since the pages'
policy refuses code that is made on the fly. `**` is not there: CPython and browsers differ in the
last bits of a power.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any

Formula = float | str | list[Any]

OPERATORS: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "neg": lambda a: -a,
    "ceil": lambda a: float(math.ceil(a)),
    "floor": lambda a: float(math.floor(a)),
    "round": lambda a: float(round(a)),
    "sqrt": math.sqrt,
    "min": min,
    "max": max,
    "<": lambda a, b: float(a < b),
    "<=": lambda a, b: float(a <= b),
    ">": lambda a, b: float(a > b),
    ">=": lambda a, b: float(a >= b),
    "==": lambda a, b: float(a == b),
}
"""Every operator and what it computes; `if` is beside them, since it computes one side only."""

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
}
_FUNCTIONS = {"ceil": 1, "floor": 1, "round": 1, "sqrt": 1, "min": 0, "max": 0}
"""What a formula may call, with the number of operands; 0 means two or more."""
_LARGEST = 2**53
"""Above this not every whole number is a double."""


class Refused(Exception):
    """What a formula cannot hold: the node, and why."""

    def __init__(self, node: ast.AST, what: str) -> None:
        super().__init__(what)
        self.node, self.what = node, what


def translate(node: ast.expr) -> Formula:
    """The formula that an expression writes. Raises `Refused`."""
    if isinstance(node, ast.Constant):
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise Refused(node, f"a formula cannot hold {number!r}")
        if isinstance(number, int) and number > _LARGEST:
            raise Refused(node, f"{number} is too large to be held exactly")
        return float(number)
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return [_SIGNS[type(node.op)], translate(node.left), translate(node.right)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return ["neg", translate(node.operand)]
    if isinstance(node, ast.IfExp):
        return ["if", translate(node.test), translate(node.body), translate(node.orelse)]
    if isinstance(node, ast.Compare):
        if len(node.ops) > 1:
            raise Refused(node, "a comparison has two sides")
        if type(node.ops[0]) in _SIGNS:
            sides = node.left, node.comparators[0]
            return [_SIGNS[type(node.ops[0])], *map(translate, sides)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node, node.func.id)
    part = getattr(node, "op", None) or node
    raise Refused(node, f"a formula cannot hold {type(part).__name__}")


def _call(node: ast.Call, name: str) -> Formula:
    if node.keywords or any(isinstance(each, ast.Starred) for each in node.args):
        raise Refused(node, f"{name}() takes plain operands here")
    if name in ("fact", "price"):
        if len(node.args) != 1 or not isinstance(node.args[0], ast.Constant):
            raise Refused(node, f'{name}() takes an id: {name}("dynamodb.item-size")')
        return ["ledger", str(node.args[0].value)]
    if name not in _FUNCTIONS:
        raise Refused(node, f"a formula cannot call {name}()")
    wanted = _FUNCTIONS[name]
    if len(node.args) != wanted if wanted else len(node.args) < 2:
        raise Refused(node, f"{name}() takes {wanted or 'two or more'} operands here")
    return [name, *map(translate, node.args)]


def resolved(formula: Formula, number: Callable[[str], float]) -> Formula:
    """The same formula with the ledger's numbers in it."""
    if not isinstance(formula, list):
        return formula
    if formula[0] == "ledger":
        return number(formula[1])
    return [formula[0], *(resolved(each, number) for each in formula[1:])]


def names(formula: Formula) -> set[str]:
    """The names that a formula reads."""
    if isinstance(formula, str):
        return {formula}
    if not isinstance(formula, list) or formula[0] == "ledger":
        return set()
    return set().union(*(names(each) for each in formula[1:]))


def ledger_ids(formula: Formula) -> set[str]:
    """The facts and prices that a formula reads."""
    if not isinstance(formula, list):
        return set()
    if formula[0] == "ledger":
        return {formula[1]}
    return set().union(*(ledger_ids(each) for each in formula[1:]))


def value(formula: Formula, known: Mapping[str, float]) -> float:
    """What a resolved formula comes to. Raises `ArithmeticError` where CPython does."""
    if isinstance(formula, str):
        return known[formula]
    if not isinstance(formula, list):
        return formula
    operator, *operands = formula
    if operator == "if":
        condition, then, otherwise = operands
        return value(then if value(condition, known) else otherwise, known)
    return OPERATORS[operator](*(value(each, known) for each in operands))
