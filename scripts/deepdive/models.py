"""What the ledger's files and the pages' front matter may hold: the only definition of the data.

The JSON Schemas that editors use for completion are written from these classes (`schemas.py`).
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    HttpUrl,
    StringConstraints,
    Tag,
    model_validator,
)

from scripts.deepdive.checks import Check

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$")]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S[^\n]*$")]
Money = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Day = datetime.date
WhenKnown = Day | Month
"""A day, or a quoted month where the source gives no day."""

FactKind = Literal["hard-quota", "adjustable-quota", "default", "behaviour", "lifecycle"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Model):
    """A page that was really seen, and the day on which it was."""

    id: Id
    title: Line
    url: HttpUrl
    kind: Literal["aws-docs", "aws-blog", "aws-pricing", "botocore", "third-party"]
    checked: Day
    note: Line | None = None

    @model_validator(mode="after")
    def _is_https(self) -> Source:
        if self.url.scheme != "https":
            raise ValueError("a source is an https address")
        return self


class EarlierValue(_Model):
    """What a fact said before, and the day or month on which that ended."""

    value: int | float | None = None
    unit: Line | None = None
    text: Line | None = None
    changed: WhenKnown
    source: Id


class Fact(_Model):
    """One number or behaviour of AWS: either `value` with `unit`, or `text`."""

    id: Id
    label: Line
    value: int | float | None = None
    unit: Line | None = None
    text: Line | None = None
    scope: Line
    kind: FactKind
    source: Id
    check: Check | None = None
    note: Line | None = None
    question: Line | None = None
    earlier: EarlierValue | None = None
    unverified: Line | None = None

    @model_validator(mode="after")
    def _has_one_value(self) -> Fact:
        if (self.value is None) == (self.text is None):
            raise ValueError("a fact has either 'value' and 'unit', or 'text'")
        if (self.value is None) != (self.unit is None):
            raise ValueError("'value' and 'unit' go together")
        return self

    @property
    def number(self) -> str:
        """The value alone, as a page shows it."""
        return self.text if self.value is None else _number(self.value)  # type: ignore[return-value]

    @property
    def shown(self) -> str:
        """The value as a page shows it: `400 KB`, `99.99%` or the text."""
        if self.value is None:
            return self.number
        return self.number + ("%" if self.unit == "%" else f" {self.unit}")

    @property
    def earlier_shown(self) -> str | None:
        """The earlier value as a page shows it."""
        if self.earlier is None:
            return None
        if self.earlier.value is None:
            return self.earlier.text
        return f"{_number(self.earlier.value)} {self.earlier.unit or self.unit}"


class EarlierAmount(_Model):
    """What a price was before, and the day or month on which that ended."""

    amount: Money
    changed: WhenKnown
    source: Id


class Price(_Model):
    """A list price in US dollars. The amount is a quoted decimal, so that no digit is lost."""

    id: Id
    label: Line
    amount: Money
    unit: Line
    region: Literal["us-east-1", "global"]
    tier: Line | None = None
    source: Id
    note: Line | None = None
    question: Line | None = None
    earlier: EarlierAmount | None = None
    unverified: Line | None = None

    @property
    def number(self) -> str:
        """The amount alone, as a page shows it."""
        return _dollars(self.amount)

    @property
    def shown(self) -> str:
        """The price as a page shows it: `$0.625 per million write request units`."""
        return f"{self.number} {self.unit}"

    @property
    def scope(self) -> str:
        """Region and tier."""
        return self.region if self.tier is None else f"{self.region}, {self.tier}"

    @property
    def earlier_shown(self) -> str | None:
        """The earlier amount as a page shows it."""
        return None if self.earlier is None else _dollars(self.earlier.amount)


class Door(_Model):
    """A design decision, whether it can be undone, and what undoing it costs."""

    id: Id
    decision: Line
    direction: Literal["one-way", "two-way"]
    undo: Line
    ask: Line
    source: Id | None = None
    question: Line | None = None


class Outdated(_Model):
    """Something that people still say about AWS, and what holds now."""

    id: Id
    claim: Line
    verdict: Literal["outdated", "wrong", "misleading"]
    since: WhenKnown | None = None
    truth: Line
    source: Id


class Change(_Model):
    """Something that AWS changed, and why a candidate should know."""

    id: Id
    date: WhenKnown
    change: Line
    matters: Line
    source: Id


class Column(_Model):
    """One service of a comparison; `page` is its page below docs/."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    name: Line
    page: Line | None = None


class Cell(_Model):
    """What a comparison says of one service in one respect: in words, or by a fact or price."""

    text: Line | None = None
    fact: Id | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Cell:
        if (self.text is None) == (self.fact is None):
            raise ValueError("a cell has either 'text' or 'fact'")
        if self.fact and self.source:
            raise ValueError("a fact brings its own source")
        return self


class Row(_Model):
    """One respect in which services are compared: a cell for each column."""

    aspect: Line
    cells: dict[str, Cell]


class Comparison(_Model):
    """Services side by side: one against its neighbours, or a family of them."""

    columns: Annotated[list[Column], Field(min_length=2)]
    rows: Annotated[list[Row], Field(min_length=1)]

    @model_validator(mode="after")
    def _cells_match_columns(self) -> Comparison:
        names = {column.id for column in self.columns}
        for row in self.rows:
            if set(row.cells) != names:
                odd = ", ".join(sorted(set(row.cells) ^ names))
                raise ValueError(f"row '{row.aspect}' and the columns differ in: {odd}")
        return self


class Pick(_Model):
    """An end of a decision: what to take, why, what else is credible, what would change it."""

    pick: Line
    page: Line | None = None
    because: Line
    instead: Line
    unless: Line


class Ask(_Model):
    """A question of a decision, and where each answer leads."""

    ask: Annotated[str, StringConstraints(pattern=r"^\S[^\n]*\?$", max_length=90)]
    answers: Annotated[list[Answer], Field(min_length=2, max_length=4)]


def _step(value: object) -> str:
    asks = "ask" in value if isinstance(value, dict) else isinstance(value, Ask)
    return "Ask" if asks else "Pick"


Step = Annotated[Annotated[Ask, Tag("Ask")] | Annotated[Pick, Tag("Pick")], Discriminator(_step)]


class Answer(_Model):
    """An answer, in a few words, and the next question or the end."""

    when: Annotated[str, StringConstraints(min_length=2, max_length=45, pattern=r"^\S[^\n]*$")]
    then: Step


class Decision(_Model):
    """A choice that a design has to make, as questions in the order in which to ask them."""

    title: Line
    start: Ask


Title = Annotated[str, StringConstraints(min_length=3, max_length=90)]
Description = Annotated[str, StringConstraints(min_length=60, max_length=170)]


class PageMeta(_Model):
    """Front matter of any page."""

    title: Title
    description: Description
    hide: list[Literal["navigation", "toc"]] = []
    template: Literal["home.html"] | None = None


class TopicMeta(PageMeta):
    """Front matter of a foundation or a pattern; `topic` names its data and its questions."""

    topic: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]


class ServiceMeta(TopicMeta):
    """Front matter of a service page, whose topic has facts."""

    former_names: list[Line] = []


class ScenarioMeta(TopicMeta):
    """Front matter of a scenario: a whole interview of so many minutes."""

    minutes: Annotated[int, Field(ge=30, le=60)]


class QuestionMeta(PageMeta):
    """Front matter of a question page; `signals` say what a good answer shows."""

    topic: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    level: Literal["L6", "L7", "both"]
    minutes: Annotated[int, Field(ge=3, le=60)]
    signals: Annotated[list[Line], Field(min_length=2, max_length=6)]
    difficulty: Literal["warm-up", "core", "hard"]


def when(date: Day | str) -> str:
    """A day or a month as the site writes it."""
    return date if isinstance(date, str) else date.isoformat()


def _number(value: int | float) -> str:
    return f"{value:,}" if isinstance(value, int) else re.sub(r"\.0$", "", f"{value:,}")


def _dollars(amount: str) -> str:
    whole, _, cents = amount.partition(".")
    grouped = f"{Decimal(whole):,}"
    return f"${grouped}.{cents}" if cents else f"${grouped}"
