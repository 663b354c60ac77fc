"""AWS's own API models, as the pinned botocore ships them: read offline, never called.

Nothing but the installed package is read: neither `~/.aws/models` nor `AWS_DATA_PATH`, with which
a check would come out differently on another machine.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

from scripts.deepdive.problems import nearest


class UnknownName(Exception):
    """A service, operation, shape or member that the models do not have, and the nearest one."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@cache
def _loader() -> Loader:
    return Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


@cache
def services() -> tuple[str, ...]:
    """The names by which boto3 makes clients."""
    return tuple(_loader().list_available_services("service-2"))


@cache
def service(name: str) -> ServiceModel:
    """The newest model of a service. Raises `UnknownName`."""
    try:
        return ServiceModel(_loader().load_service_model(name, "service-2"), name)
    except UnknownServiceError:
        raise UnknownName(f"botocore has no service '{name}'", nearest(name, services())) from None


@cache
def companion(name: str, kind: str, key: str) -> dict[str, Any]:
    """What else botocore has of a service, such as `("paginators-1", "pagination")`, or nothing."""
    if name not in _loader().list_available_services(kind):
        return {}
    entries: dict[str, Any] = _loader().load_service_model(name, kind)[key]
    return entries


def operation(model: str, name: str) -> OperationModel:
    """An operation by its API name (`PutItem`). Raises `UnknownName`."""
    names = service(model).operation_names
    if name not in names:
        raise UnknownName(f"{model} has no operation '{name}'", nearest(name, names))
    return service(model).operation_model(name)


def shape(model: str, name: str) -> Shape:
    """A shape by name. Raises `UnknownName`."""
    names = service(model).shape_names
    if name not in names:
        raise UnknownName(f"{model} has no shape '{name}'", nearest(name, names))
    return service(model).shape_for(name)


def member(parent: Shape | None, name: str) -> Shape:
    """A member of a structure; lists and maps are walked through. Raises `UnknownName`.

    The parent is None for the input of an operation that takes none.
    """
    if parent is None:
        raise UnknownName(f"there is no member '{name}': there is no input", "leave it out")
    while parent.type_name in ("list", "map"):
        parent = parent.member if parent.type_name == "list" else parent.value
    members: dict[str, Shape] = getattr(parent, "members", {})
    if name not in members:
        raise UnknownName(f"{parent.name} has no member '{name}'", nearest(name, members))
    return members[name]


def plain(documentation: str) -> str:
    """A documentation string without tags, its white space collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", documentation or "")).split())


def bounds(of: Shape) -> dict[str, Any]:
    """What the model says of a shape's size or value: `min`, `max`, `pattern`, ..."""
    return dict(of.metadata)
