"""How a fact can be bound to AWS's API models: what a `check:` in data/facts may say.

Only the shape of the data: comparing it with the models is `bindings.py`, which needs botocore;
the site is built and served without it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator


class _Check(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str


class BoundCheck(_Check):
    """The minimum or maximum of a shape. `value` is the fact's own unless given."""

    shape: str
    bound: Literal["min", "max"]
    relation: Literal["eq", "ge", "le"] = "eq"
    value: int | float | None = None


class EnumCheck(_Check):
    """The values of an enumeration: exactly these, or these among others."""

    shape: str
    enum: Annotated[list[str], Field(min_length=1)]
    relation: Literal["eq", "includes"] = "includes"


class ExistsCheck(_Check):
    """Whether an operation, or a parameter such as `KeySchema.AttributeName` of it, exists."""

    operation: str
    parameter: str | None = None
    exists: bool


class DocumentationCheck(_Check):
    """What the documentation string of an operation, a shape or a shape's member contains."""

    operation: str | None = None
    shape: str | None = None
    member: str | None = None
    documentation: Annotated[str, Field(min_length=8)]

    @model_validator(mode="after")
    def _has_one_subject(self) -> DocumentationCheck:
        if (self.operation is None) == (self.shape is None):
            raise ValueError("documentation is quoted of either an 'operation' or a 'shape'")
        return self


_TOLD_BY: dict[str, type[_Check]] = {
    "bound": BoundCheck,
    "enum": EnumCheck,
    "exists": ExistsCheck,
    "documentation": DocumentationCheck,
}


def _kind(check: object) -> str | None:
    """The class that a check is meant to be: a slip in it is then told once, not of each class."""
    if isinstance(check, _Check):
        return type(check).__name__
    told = [kind for key, kind in _TOLD_BY.items() if isinstance(check, dict) and key in check]
    return told[0].__name__ if told else None


Check = Annotated[
    Annotated[BoundCheck, Tag("BoundCheck")]
    | Annotated[EnumCheck, Tag("EnumCheck")]
    | Annotated[ExistsCheck, Tag("ExistsCheck")]
    | Annotated[DocumentationCheck, Tag("DocumentationCheck")],
    Discriminator(
        _kind,
        custom_error_type="check_kind",
        custom_error_message="a check has one of: bound, enum, exists, documentation",
    ),
]
