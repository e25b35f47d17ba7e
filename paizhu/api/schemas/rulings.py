"""Rulings, norms, hits and periods: what can be asked without a seat."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from paizhu.api.schemas.common import Day, Ground, Word
from paizhu.norms.decide import Answer
from paizhu.norms.model import Modality, Rolls, Unit


class Question(Schema):
    """A question in words. on: the day it is about; left out, today."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    on: Day | None = None


class Terms(Schema):
    """A question in terms: kinds of party or, with a token, organs of the registry; an act of the pack."""

    bearer: Word
    act: Word
    toward: Word | None = None
    on: Day | None = None


class Understood(Schema):
    bearer: str | None
    act: str | None
    toward: str | None
    on: date


class NearMiss(Ground):
    fails: list[str]
    because: str


class Owed(Schema):
    bearer: str
    toward: str | None
    grounds: list[Ground]


class Ruling(Schema):
    """The result of a question; what else stands in it: docs/reference/result.md."""

    question: str | None = None
    understood: Understood
    answer: Answer
    basis: Literal["norm", "agreement"] | None
    yes_no: Literal["yes", "no"] | None
    summary: str
    grounds: list[Ground]
    near_misses: list[NearMiss]
    owed_by: list[Owed]
    instead: list[Ground]
    exceptions: list[Ground]
    caveats: list[Ground]
    interpretations: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    provisions: list[dict[str, Any]]
    base: dict[str, Any]
    organs: dict[str, Any] | None = None
    reason: str | None = None
    reason_code: str | None = None
    on: date


class NormLine(Schema):
    """A norm. until: its last day, null while it stands."""

    norm: str
    regulation: str
    regulation_id: str
    regulation_en: str
    version: str
    article: str
    paragraph: int | None
    item: str | None
    quote: str
    gist: str
    modality: Modality
    bearer: str
    act: str
    toward: str | None
    since: date
    until: date | None
    verified: bool
    source: str


class NormPage(Schema):
    """next: the `after` of the next page, null on the last one."""

    norms: list[NormLine]
    next: str | None


class NormWhole(NormLine):
    """A norm with its conditions and values."""

    citation: str
    when: list[str]
    unless: list[str]
    circumstance: str | None
    includes_sub_acts: bool
    deadline: str | None
    extension: str | None
    every: str | None
    listing: list[str]
    approval: str | None
    effective: str | None
    note: str | None


class Hit(Schema):
    """An article that was found. score: 0 to 1, of this search only."""

    regulation: str
    version: str
    article: str
    title: str
    score: float
    snippet: str
    exact: bool
    in_force: str


class Hits(Schema):
    """texts: how many versions have been imported on this machine; where it is 0, nothing can be found."""

    hits: list[Hit]
    total: int
    texts: int


class NamedDay(Schema):
    day: date
    name: str


class Period(Schema):
    """When a period ends, and its sum (docs/clocks.md). For hours, `event`, `first`, `nominal` and `due` are instants."""

    event: str
    length: int
    unit: Unit
    rolls: Rolls
    first: str
    nominal: str
    due: str
    skipped: list[NamedDay]
    made_up: list[NamedDay]
    by_analogy: bool
    provisional: bool
    lacking: list[int]
