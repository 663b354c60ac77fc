"""Every AWS call in an example, run by a test or not, against AWS's own API models.

What a call is made on says which service it means, by one convention:

- `client` is a client of the service that the folder is named for (`examples/dynamodb/`);
- `<service>_client` is a client of that service (`lambda_client`, `bedrock_runtime_client`);
- `table` or `<word>_table` is a DynamoDB `Table` resource;
- a name or attribute that is assigned what boto3 makes (`boto3.client("sqs")`, `table.meta.client`,
  `client.get_paginator("query")`, `table.batch_writer()`) is that, anywhere in the file.

A `client` or `<word>_client` of which nobody can tell the service is refused, and so is anything
else that is asked for an operation of a service that the file names.

Checked are the operation, the names of parameters at every depth, required ones, enumerations,
bounds and types, as far as they are written out. What is passed in variables, botocore itself
checks when a test runs the example. Attribute values are typed (`{"S": "a"}`) for a client and
plain for a `Table` and its `meta.client`; a `client` parameter may be either in a file that has
both.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from botocore import xform_name
from botocore.model import Shape, StructureShape

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
_CLIENT_ATTRIBUTES = {"exceptions", "meta", "waiter_names"}
_TRANSFERS = {"copy", "download_file", "download_fileobj", "upload_file", "upload_fileobj"}
_TABLE_METHODS = {"batch_writer", "load", "reload", "wait_until_exists", "wait_until_not_exists"}
TABLE_OPERATIONS = {
    "delete": "DeleteTable",
    "delete_item": "DeleteItem",
    "get_item": "GetItem",
    "put_item": "PutItem",
    "query": "Query",
    "scan": "Scan",
    "update": "UpdateTable",
    "update_item": "UpdateItem",
}
_RESOURCE_OPERATIONS = {
    "batch_get_item": "BatchGetItem",
    "batch_write_item": "BatchWriteItem",
    "create_table": "CreateTable",
}
_BATCH_OPERATIONS = {"delete_item": "DeleteItem", "put_item": "PutItem"}
_BATCH_PARAMETERS = {"Item", "Key"}
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
_WRITTEN: dict[type[ast.expr], tuple[str, set[str]]] = {
    ast.Dict: ("a dict", {"structure", "map"}),
    ast.DictComp: ("a dict", {"structure", "map"}),
    ast.List: ("a list", {"list"}),
    ast.Tuple: ("a tuple", {"list"}),
    ast.ListComp: ("a list", {"list"}),
    ast.Set: ("a set", set()),
    ast.SetComp: ("a set", set()),
    ast.GeneratorExp: ("a generator", set()),
    ast.JoinedStr: ("a string", {"string", "blob", "timestamp"}),
}
"""What an expression evaluates to, and the model's types for which that will do."""


@dataclass(frozen=True)
class _Target:
    """What a call is made on, and what it can be asked.

    `operations` gives the API's name of each method. `plain` says that attribute values are plain
    Python values, None that they may be. `hidden` are parameters that it fills in by itself,
    `extra` those that it has besides the operation's.
    """

    service: str
    noun: str
    operations: Mapping[str, str]
    methods: frozenset[str] = frozenset()
    plain: bool | None = False
    hidden: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Unclear:
    """What should be a client by its name, or is more than one: nobody can tell which."""


@dataclass(frozen=True)
class _Finding:
    node: ast.AST
    rule: str
    what: str
    remedy: str


@dataclass
class _Looked:
    count: int = 0
    findings: list[_Finding] = field(default_factory=list)


def check_calls(paths: Iterable[Path], root: Path) -> Checked:
    """Check the examples at `paths`; counts the calls of AWS that it looked at."""
    result = Checked("AWS calls against the API models", 0)
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            tree = ast.parse(path.read_text("utf-8"))
        except SyntaxError as error:
            place = name, error.lineno or 1, error.offset or 1
            what = f"this is not Python: {error.msg}"
            result.problems.append(Problem(*place, "python-syntax", what, "mend it at this place"))
            continue
        looked = _File(tree, path.parent.name).look()
        for found in looked.findings:
            line, column = getattr(found.node, "lineno", 1), getattr(found.node, "col_offset", 0)
            problem = Problem(name, line, column + 1, found.rule, found.what, found.remedy)
            result.problems.append(problem)
        result.count += looked.count
    return result


class _File:
    """One example."""

    def __init__(self, tree: ast.Module, folder: str) -> None:
        self.tree = tree
        self.folder = folder if folder in aws_models.services() else None
        self.assigned: dict[str, list[ast.expr]] = {}
        for name, value in _assignments(tree):
            self.assigned.setdefault(name, []).append(value)
        self.has_plain_clients = any(
            isinstance(node, ast.Attribute) and _is_meta_client(node) for node in ast.walk(tree)
        )
        self.named = _services_named(tree) | ({self.folder} if self.folder else set())

    def look(self) -> _Looked:
        """Check every call, and every method that is handed on uncalled."""
        looked, called = _Looked(), set[ast.expr]()
        for node in ast.walk(self.tree):  # parents come before their children
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called.add(node.func)
                self._call(node, node.func, looked)
            elif isinstance(node, ast.Attribute) and node not in called:
                self._uncalled(node, looked)
        return looked

    def _call(self, call: ast.Call, function: ast.Attribute, looked: _Looked) -> None:
        target, method = self._target(function.value), function.attr
        if isinstance(target, _Target):
            looked.count += 1
            looked.findings += _checked(call, target, method)
        elif isinstance(target, _Unclear) or any(method in _operations(x) for x in self.named):
            looked.count += 1
            what = f"nobody can tell which service `{ast.unparse(function)}` means"
            remedy = "call it on `client`, `<service>_client` or `table`"
            looked.findings.append(_Finding(call, "unbound-call", what, remedy))
        if (made := _service_asked_for(call)) and made not in aws_models.services():
            what = f"botocore has no service '{made}'"
            remedy = nearest(made, aws_models.services())
            looked.findings.append(_Finding(call, "unknown-service", what, remedy))

    def _uncalled(self, node: ast.Attribute, looked: _Looked) -> None:
        """`partial(client.put_item, ...)`, and `client.exceptions.SomeException`."""
        owner, name = node.value, node.attr
        if isinstance(owner, ast.Attribute) and owner.attr == "exceptions":
            target = self._target(owner.value)
            if isinstance(target, _Target):
                errors = aws_models.service(target.service).error_shapes
                known = {shape.name for shape in errors} | {"ClientError"}
                if name not in known:
                    what = f"{target.service} has no exception '{name}'"
                    found = _Finding(node, "unknown-exception", what, nearest(name, known))
                    looked.findings.append(found)
            return
        target = self._target(owner)
        if not isinstance(target, _Target) or "get_paginator" not in target.methods:
            return  # what else a resource has depends on its data, not on the API
        if name not in target.operations and name not in target.methods | _CLIENT_ATTRIBUTES:
            looked.findings.append(_unknown_operation(node, target, name))

    def _target(
        self, node: ast.expr, seen: frozenset[str] = frozenset()
    ) -> _Target | _Unclear | None:
        text = ast.unparse(node)
        if isinstance(node, ast.Call):
            return self._made(node, seen)
        if not isinstance(node, ast.Name | ast.Attribute) or text in seen:
            return None
        if isinstance(node, ast.Attribute) and _is_meta_client(node):
            assert isinstance(node.value, ast.Attribute)
            owner = self._target(node.value.value, seen)
            if not isinstance(owner, _Target):
                return _Unclear()
            return _client(owner.service, plain=owner.plain)
        values = self.assigned.get(text, [])
        found = [self._target(value, seen | {text}) for value in values]
        made = [target for target in found if target is not None]
        if made:
            return made[0] if all(target == made[0] for target in made) else _Unclear()
        return self._by_name(text.rsplit(".", 1)[-1])

    def _by_name(self, name: str) -> _Target | _Unclear | None:
        if name == "table" or name.endswith("_table"):
            return _table()
        if name != "client" and not name.endswith("_client"):
            return None
        service = name.removesuffix("_client").replace("_", "-")
        service = self.folder or "" if name == "client" else service
        if service not in aws_models.services():
            return _Unclear()
        return _client(service, plain=None if self.has_plain_clients else False)

    def _made(self, call: ast.Call, seen: frozenset[str]) -> _Target | _Unclear | None:
        """What boto3 makes: a client, a resource, and what those make in turn."""
        asked = _service_asked_for(call)
        method = _last_name(call.func)
        if asked is not None and method == "client":
            return _client(asked, plain=False) if asked in aws_models.services() else None
        if asked is not None:
            return _resource() if asked == "dynamodb" else None
        if not isinstance(call.func, ast.Attribute):
            return None
        if method == "Table":
            return _table()
        if method == "batch_writer" and self._target(call.func.value, seen) == _table():
            return _batch()
        if method not in ("get_paginator", "get_waiter"):
            return None
        owner, name = self._target(call.func.value, seen), _text_argument(call)
        if not isinstance(owner, _Target) or name is None:
            return None
        return _paginator(owner, name) if method == "get_paginator" else _waiter(owner, name)


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield ast.unparse(target), node.value
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            yield ast.unparse(node.target), node.value
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            yield ast.unparse(node.optional_vars), node.context_expr
        elif isinstance(node, ast.arguments):
            positional = [*node.posonlyargs, *node.args]
            first = len(positional) - len(node.defaults)
            arguments = [*positional[first:], *node.kwonlyargs]
            values = [*node.defaults, *node.kw_defaults]
            for argument, default in zip(arguments, values, strict=True):
                if default is not None:
                    yield argument.arg, default


def _services_named(tree: ast.Module) -> set[str]:
    """Services of which the file speaks: in a text, or as `sqs` or `sqs_client`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
        elif isinstance(node, ast.Name | ast.Attribute | ast.arg):
            name = _last_name(node) or ""
            names.add(name.removesuffix("_client").replace("_", "-"))
    return names & set(aws_models.services())


def _last_name(node: ast.AST) -> str | None:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return name
    return None


def _is_meta_client(node: ast.Attribute) -> bool:
    return node.attr == "client" and _last_name(node.value) == "meta"


def _service_asked_for(call: ast.Call) -> str | None:
    """`sqs` of `boto3.client("sqs")`, of a session's and of a resource's."""
    if _last_name(call.func) not in ("client", "resource"):
        return None
    return _text_argument(call, "service_name")


def _text_argument(call: ast.Call, *names: str) -> str | None:
    """The text that is the first argument, or one of those names."""
    named = [keyword.value for keyword in call.keywords if keyword.arg in names]
    match [*call.args[:1], *named]:
        case [ast.Constant(value=str(text)), *_]:
            return text
    return None


def _client(service: str, plain: bool | None) -> _Target:
    methods = frozenset(_CLIENT_METHODS | (_TRANSFERS if service == "s3" else set()))
    return _Target(service, f"the client of {service}", _operations(service), methods, plain)


def _resource() -> _Target:
    noun, methods = "the DynamoDB resource", frozenset({"Table"})
    return _Target("dynamodb", noun, _RESOURCE_OPERATIONS, methods, plain=True)


def _table() -> _Target:
    hidden, methods = frozenset({"TableName"}), frozenset(_TABLE_METHODS)
    return _Target("dynamodb", "a DynamoDB Table", TABLE_OPERATIONS, methods, True, hidden)


def _batch() -> _Target:
    hidden: set[str] = set()
    for operation in _BATCH_OPERATIONS.values():
        hidden |= set(aws_models.operation("dynamodb", operation).input_shape.members)
    parameters = frozenset(hidden - _BATCH_PARAMETERS)
    return _Target("dynamodb", "a batch writer", _BATCH_OPERATIONS, plain=True, hidden=parameters)


def _paginator(client: _Target, name: str) -> _Target | None:
    if name not in _paginators(client.service):
        return None  # which is said where it is asked for
    operations = {"paginate": _operations(client.service)[name]}
    extra = frozenset({"PaginationConfig"})
    return _Target(client.service, "a paginator", operations, plain=client.plain, extra=extra)


def _waiter(client: _Target, name: str) -> _Target | None:
    if name not in _waiters(client.service):
        return None
    operations, extra = {"wait": _waiters(client.service)[name]}, frozenset({"WaiterConfig"})
    return _Target(client.service, "a waiter", operations, plain=client.plain, extra=extra)


def _checked(call: ast.Call, target: _Target, method: str) -> Iterator[_Finding]:
    if method in target.operations:
        yield from _operation(call, target, method)
    elif method not in target.methods:
        yield _unknown_operation(call, target, method)
    elif method in ("can_paginate", "generate_presigned_url", "get_paginator", "get_waiter"):
        known = {"get_paginator": _paginators, "get_waiter": _waiters}.get(method, _operations)
        name = _text_argument(call, "operation_name", "waiter_name", "ClientMethod")
        if name is not None and name not in known(target.service):
            noun = method.removeprefix("get_") if method.startswith("get_") else "operation"
            what = f"{target.noun} has no {noun} '{name}'"
            yield _Finding(call, "unknown-operation", what, nearest(name, known(target.service)))


def _unknown_operation(node: ast.AST, target: _Target, method: str) -> _Finding:
    what = f"{target.noun} has no operation '{method}'"
    remedy = nearest(method, {*target.operations, *target.methods})
    return _Finding(node, "unknown-operation", what, remedy)


def _operation(call: ast.Call, target: _Target, method: str) -> Iterator[_Finding]:
    shape = aws_models.operation(target.service, target.operations[method]).input_shape
    members = dict(shape.members) if shape is not None else {}
    required = set(shape.required_members) if shape is not None else set()
    for name in target.hidden:
        members.pop(name, None)
        required.discard(name)
    if call.args:
        what = f"{method} takes no positional arguments"
        yield _Finding(call.args[0], "unknown-parameter", what, nearest("", members))
    given = {keyword.arg: keyword for keyword in call.keywords if keyword.arg}
    for name, keyword in given.items():
        if name in members:
            yield from _Values(target.plain).check(keyword.value, members[name], name)
        elif name not in target.extra:
            what = f"{method} has no parameter '{name}'"
            yield _Finding(keyword, "unknown-parameter", what, nearest(name, members))
    if not any(keyword.arg is None for keyword in call.keywords):
        for name in sorted(required - set(given)):
            what = f"{method} needs the parameter '{name}'"
            yield _Finding(call, "missing-parameter", what, f"pass {name}=")


@dataclass(frozen=True)
class _Values:
    """What is wrong with values that are written out where they are passed."""

    plain: bool | None

    def check(self, node: ast.expr, shape: Shape, name: str) -> Iterator[_Finding]:
        if self._is_free(node, shape):
            return
        kind = shape.type_name
        written, fitting = _WRITTEN.get(type(node), ("", {kind}))
        if kind not in fitting:
            yield _wrong_type(node, shape, name, written)
        elif isinstance(node, ast.IfExp):
            yield from self.check(node.body, shape, name)
            yield from self.check(node.orelse, shape, name)
        elif isinstance(node, ast.Dict) and kind == "structure":
            yield from self._structure(node, shape, name)
        elif isinstance(node, ast.Dict):
            yield from self._map(node, shape, name)
        elif isinstance(node, ast.DictComp) and kind == "map":
            yield from self.check(node.value, shape.value, name)
        elif isinstance(node, ast.List | ast.Tuple):
            if not any(isinstance(item, ast.Starred) for item in node.elts):
                yield from _bounds(node, shape, name, len(node.elts), "items")
            for item in node.elts:
                yield from self.check(item, shape.member, name)
        elif isinstance(node, ast.ListComp):
            yield from self.check(node.elt, shape.member, name)
        elif kind in _LITERALS and (value := _constant(node)) is not _NOT_WRITTEN:
            yield from _literal(node, value, shape, name)

    def _is_free(self, node: ast.expr, shape: Shape) -> bool:
        """Whether the model leaves the value open: a JSON document, or what a Table converts."""
        if getattr(shape, "is_document_type", False) or shape.serialization.get("jsonvalue"):
            return True
        if shape.name != "AttributeValue" or self.plain is False:
            return False
        return self.plain is True or not _is_typed(node, shape)

    def _structure(self, node: ast.Dict, shape: StructureShape, name: str) -> Iterator[_Finding]:
        keys = [str(key.value) if isinstance(key, ast.Constant) else None for key in node.keys]
        for key_node, key, value in zip(node.keys, keys, node.values, strict=True):
            if key is None:
                continue
            if key not in shape.members:
                what, remedy = f"{name} has no member '{key}'", nearest(key, shape.members)
                yield _Finding(key_node or node, "unknown-parameter", what, remedy)
            else:
                yield from self.check(value, shape.members[key], f"{name}.{key}")
        if None in keys:
            return  # what `**more` or a computed key adds is not written out
        for missing in sorted(set(shape.required_members) - set(keys)):
            what = f"{name} needs the member '{missing}'"
            yield _Finding(node, "missing-parameter", what, f"add '{missing}'")
        is_union = shape.is_tagged_union or shape.name == "AttributeValue"
        if is_union and len(set(keys)) != 1:
            what = f"{name} has {len(set(keys))} members, the model wants exactly one"
            yield _Finding(node, "wrong-type", what, "keep one of them")

    def _map(self, node: ast.Dict, shape: Any, name: str) -> Iterator[_Finding]:
        if None not in node.keys:
            yield from _bounds(node, shape, name, len(node.keys), "entries")
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                yield from self.check(key, shape.key, f"a key of {name}")
                yield from self.check(value, shape.value, name)


_NOT_WRITTEN = object()


def _constant(node: ast.expr) -> Any:
    """The value of a literal, signed numbers included."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
    return _NOT_WRITTEN


def _literal(node: ast.expr, value: Any, shape: Shape, name: str) -> Iterator[_Finding]:
    allowed = _LITERALS[shape.type_name]
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
    typed = shape.name == "AttributeValue"
    remedy = 'say its type, as in {"S": "a"}' if typed else f"pass a {shape.type_name}"
    return _Finding(node, "wrong-type", what, remedy)


def _is_typed(node: ast.expr, shape: Shape) -> bool:
    return isinstance(node, ast.Dict) and all(
        isinstance(key, ast.Constant) and key.value in shape.members for key in node.keys
    )


@cache
def _operations(service: str) -> dict[str, str]:
    """Python's name and the API's name of each operation."""
    return {xform_name(name): name for name in aws_models.service(service).operation_names}


@cache
def _paginators(service: str) -> dict[str, str]:
    names = aws_models.companion(service, "paginators-1", "pagination")
    return {xform_name(name): name for name in names}


@cache
def _waiters(service: str) -> dict[str, str]:
    """Python's name of each waiter, and the operation that it repeats."""
    waiters = aws_models.companion(service, "waiters-2", "waiters")
    return {xform_name(name): waiter["operation"] for name, waiter in waiters.items()}
