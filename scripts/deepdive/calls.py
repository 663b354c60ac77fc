"""Every AWS call in an example, run by a test or not, against AWS's own API models.

What a call is made on says which service it means, by one convention:

- `client` is a client of the service that the folder is named for (`examples/dynamodb/`);
- `<service>_client` is a client of that service (`lambda_client`, `bedrock_runtime_client`);
- `table` is a DynamoDB `Table` resource, and `table.meta.client` a client that, like it, takes
  plain Python values;
- a name that is assigned `boto3.client("...")`, or `x.meta.client`, is what it was assigned.

Checked are the operation, the names of parameters at every depth, required ones, enumerations,
bounds and types, as far as they are written out. What is passed in variables, botocore itself
checks when a test runs the example.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from botocore import xform_name
from botocore.loaders import create_loader
from botocore.model import Shape

from scripts.deepdive import aws_models
from scripts.deepdive.problems import Checked, Problem, nearest

_CLIENT_METHODS = {
    "can_paginate",
    "close",
    "generate_presigned_post",
    "generate_presigned_url",
    "get_paginator",
    "get_waiter",
}
_TRANSFERS = {"copy", "download_file", "download_fileobj", "upload_file", "upload_fileobj"}
_TABLE_METHODS = {"batch_writer", "load", "reload", "wait_until_exists", "wait_until_not_exists"}
_TABLE_OPERATIONS = {
    "delete": "DeleteTable",
    "delete_item": "DeleteItem",
    "get_item": "GetItem",
    "put_item": "PutItem",
    "query": "Query",
    "scan": "Scan",
    "update": "UpdateTable",
    "update_item": "UpdateItem",
}
_LITERALS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "boolean": (bool,),
    "structure": (),
    "list": (),
    "map": (),
}


@dataclass(frozen=True)
class _Target:
    """What a call is made on."""

    service: str
    is_table: bool = False


@dataclass(frozen=True)
class _Finding:
    node: ast.AST
    rule: str
    what: str
    remedy: str


def check_calls(paths: Iterable[Path], root: Path) -> Checked:
    """Check the examples at `paths`; counts the calls of AWS that it looked at."""
    result = Checked("AWS calls against the API models", 0)
    for path in paths:
        name = path.relative_to(root).as_posix()
        file = _File(path)
        for found in file.findings():
            line, column = getattr(found.node, "lineno", 1), getattr(found.node, "col_offset", 0)
            problem = Problem(name, line, column + 1, found.rule, found.what, found.remedy)
            result.problems.append(problem)
        result.count += file.calls
    return result


class _File:
    """One example."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text("utf-8"))
        self.folder = path.parent.name if path.parent.name in aws_models.services() else None
        self.assigned = dict(self._assignments())
        self.calls = 0

    def findings(self) -> Iterator[_Finding]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from self._call(node, node.func)

    def _assignments(self) -> Iterator[tuple[str, _Target]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                name, target = node.targets[0], self._made(node.value)
                if isinstance(name, ast.Name) and target is not None:
                    yield name.id, target

    def _made(self, node: ast.expr) -> _Target | None:
        """What `boto3.client("x")`, `session.client("x")` or `x.meta.client` makes."""
        if ast.unparse(node).endswith(".meta.client"):
            return _Target("dynamodb")
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return None
        if node.func.attr == "Table":
            return _Target("dynamodb", is_table=True)
        if node.func.attr == "client" and node.args and isinstance(node.args[0], ast.Constant):
            return _Target(str(node.args[0].value))
        return None

    def _target(self, node: ast.expr) -> _Target | None:
        text = ast.unparse(node)
        name = text.rsplit(".", 1)[-1]
        if text.endswith(".meta.client"):
            return _Target("dynamodb")
        if text in self.assigned:
            return self.assigned[text]
        if name == "table" or name.endswith("_table"):
            return _Target("dynamodb", is_table=True)
        if name == "client" and self.folder:
            return _Target(self.folder)
        service = name.removesuffix("_client").replace("_", "-")
        if name.endswith("_client") and service in aws_models.services():
            return _Target(service)
        return None

    def _call(self, call: ast.Call, function: ast.Attribute) -> Iterator[_Finding]:
        target, method = self._target(function.value), function.attr
        if target is None:
            if self._is_operation(method):
                what = f"nobody can tell which service `{ast.unparse(function)}` means"
                remedy = "call it on `client`, `<service>_client` or `table`"
                yield _Finding(call, "unbound-call", what, remedy)
            return
        self.calls += 1
        if target.service not in aws_models.services():
            what = f"botocore has no service '{target.service}'"
            remedy = nearest(target.service, aws_models.services())
            yield _Finding(call, "unknown-service", what, remedy)
        elif method in ("get_paginator", "get_waiter"):
            yield from _named(call, target.service, method)
        elif method not in _CLIENT_METHODS | (_TRANSFERS if target.service == "s3" else set()):
            yield from _operation(call, target, method)

    def _is_operation(self, method: str) -> bool:
        named = {target.service for target in self.assigned.values()} | {self.folder or ""}
        return any(method in _operations(name) for name in named & set(aws_models.services()))


def _operation(call: ast.Call, target: _Target, method: str) -> Iterator[_Finding]:
    known = _TABLE_OPERATIONS if target.is_table else _operations(target.service)
    if target.is_table and method in _TABLE_METHODS:
        return
    if method not in known:
        noun = "a DynamoDB Table" if target.is_table else f"the client of {target.service}"
        what = f"{noun} has no operation '{method}'"
        yield _Finding(call, "unknown-operation", what, nearest(method, known))
        return
    shape = aws_models.operation(target.service, known[method]).input_shape
    members = dict(shape.members) if shape is not None else {}
    required = set(shape.required_members) if shape is not None else set()
    if target.is_table:  # the resource knows its own name
        members.pop("TableName", None)
        required.discard("TableName")
    given = {keyword.arg: keyword for keyword in call.keywords if keyword.arg}
    for name, keyword in given.items():
        if name not in members:
            what = f"{method} has no parameter '{name}'"
            yield _Finding(keyword, "unknown-parameter", what, nearest(name, members))
        else:
            yield from _value(keyword.value, members[name], name)
    if not any(keyword.arg is None for keyword in call.keywords):
        for name in sorted(required - set(given)):
            what = f"{method} needs the parameter '{name}'"
            yield _Finding(call, "missing-parameter", what, f"pass {name}=")


def _value(node: ast.expr, shape: Shape, name: str) -> Iterator[_Finding]:
    """What is wrong with a value that is written out where it is passed."""
    kind = shape.type_name
    if shape.name == "AttributeValue" and not _is_typed(node, shape):
        return  # a plain Python value, which the resource turns into a typed one
    if isinstance(node, ast.Dict):
        if kind == "structure":
            yield from _structure(node, shape, name)
        elif kind == "map":
            for value in node.values:
                yield from _value(value, shape.value, name)
        else:
            yield _wrong_type(node, shape, name, "a dict")
    elif isinstance(node, ast.List | ast.Tuple):
        if kind != "list":
            yield _wrong_type(node, shape, name, "a list")
            return
        if not any(isinstance(item, ast.Starred) for item in node.elts):
            yield from _bounds(node, shape, name, len(node.elts), "items")
        for item in node.elts:
            yield from _value(item, shape.member, name)
    elif isinstance(node, ast.ListComp) and kind == "list":
        yield from _value(node.elt, shape.member, name)
    elif isinstance(node, ast.Constant) and kind in _LITERALS:
        yield from _literal(node, shape, name)


def _structure(node: ast.Dict, shape: Shape, name: str) -> Iterator[_Finding]:
    keys = [str(key.value) if isinstance(key, ast.Constant) else None for key in node.keys]
    for key_node, key, value in zip(node.keys, keys, node.values, strict=True):
        if key is None:
            continue
        if key not in shape.members:
            what = f"{name} has no member '{key}'"
            yield _Finding(key_node or node, "unknown-parameter", what, nearest(key, shape.members))
        else:
            yield from _value(value, shape.members[key], f"{name}.{key}")
    if None not in keys:
        for missing in sorted(set(shape.required_members) - set(keys)):
            what = f"{name} needs the member '{missing}'"
            yield _Finding(node, "missing-parameter", what, f"add '{missing}'")


def _literal(node: ast.Constant, shape: Shape, name: str) -> Iterator[_Finding]:
    value, allowed = node.value, _LITERALS[shape.type_name]
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        yield _wrong_type(node, shape, name, f"{value!r}")
        return
    values = aws_models.bounds(shape).get("enum")
    if values and value not in values:
        what = f"{name} cannot be {value!r}"
        yield _Finding(node, "unknown-enum-value", what, nearest(str(value), values))
    if isinstance(value, str):
        yield from _bounds(node, shape, name, len(value), "characters")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _bounds(node, shape, name, value, "")


def _bounds(node: ast.AST, shape: Shape, name: str, found: float, unit: str) -> Iterator[_Finding]:
    bounds = aws_models.bounds(shape)
    low, high = bounds.get("min"), bounds.get("max")
    if (low is not None and found < low) or (high is not None and found > high):
        what = f"{name} has {found:,} {unit}".rstrip()
        ends = f"{'' if low is None else low} to {'' if high is None else high}".strip()
        yield _Finding(node, "out-of-bounds", what, f"the model allows {ends}")


def _wrong_type(node: ast.AST, shape: Shape, name: str, found: str) -> _Finding:
    what = f"{name} is {found}, the model wants {shape.type_name}"
    return _Finding(node, "wrong-type", what, f"pass a {shape.type_name}")


def _is_typed(node: ast.expr, shape: Shape) -> bool:
    return isinstance(node, ast.Dict) and all(
        isinstance(key, ast.Constant) and key.value in shape.members for key in node.keys
    )


def _named(call: ast.Call, service: str, method: str) -> Iterator[_Finding]:
    """`get_paginator("query")` and `get_waiter("table_exists")`: the name that is asked for."""
    known = _paginators(service) if method == "get_paginator" else _waiters(service)
    first = call.args[0] if call.args else None
    name = str(first.value) if isinstance(first, ast.Constant) else None
    if name is not None and name not in known:
        what = f"the client of {service} has no {method.removeprefix('get_')} '{name}'"
        yield _Finding(call, "unknown-operation", what, nearest(name, known))


@cache
def _operations(service: str) -> dict[str, str]:
    """Python's name and the API's name of each operation."""
    return {xform_name(name): name for name in aws_models.service(service).operation_names}


@cache
def _paginators(service: str) -> set[str]:
    return {xform_name(name) for name in _extra(service, "paginators-1", "pagination")}


@cache
def _waiters(service: str) -> set[str]:
    return {xform_name(name) for name in _extra(service, "waiters-2", "waiters")}


def _extra(service: str, kind: str, key: str) -> list[str]:
    loader = create_loader()
    if service not in loader.list_available_services(kind):
        return []
    return list(loader.load_service_model(service, kind)[key])
