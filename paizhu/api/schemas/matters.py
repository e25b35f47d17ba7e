"""Matters, their acts, the record, and who asks. What a seat's reach does not give is null, or an empty list."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from paizhu.api.schemas.common import Day, Ground, Said, Way, Word
from paizhu.door.branches import Standing
from paizhu.door.kinds import Shape, as_plain
from paizhu.registry.kinds import Level
from paizhu.tokens.models import Scope


def _one_value(given: object) -> object:
    """Said here: each branch of the type would say by itself that the value is none of it."""
    if given is None or isinstance(given, (str, int)):
        return given
    if isinstance(given, float) and given.is_integer():  # JSON knows one kind of number
        return int(given)
    raise PydanticCustomError("no_input", "expected text, a whole number, true, false or null")


# Of an act's form: text, whole numbers, yes or no, nothing; days as YYYY-MM-DD.
Value = Annotated[str | int | bool | None, BeforeValidator(_one_value)]
Inputs = Annotated[dict[str, Value], Field(max_length=100)]


class TokenOut(Schema):
    id: int
    name: str
    scope: Scope
    last_day: date


class SeatOut(Schema):
    id: str
    organ: str
    organ_name: str
    post: str | None
    title: str
    level: Level | None


class Me(Schema):
    """Who asks. account: the name that signs in."""

    account: str
    token: TokenOut
    seat: SeatOut
    on: date


class OrganOut(Schema):
    """An organ on a day, under the names of the exchange files (docs/reference/registry.md)."""

    organ: dict[str, Any]
    on: date
    relations: list[dict[str, Any]]
    supervised_by: list[dict[str, str]]
    supervises: list[dict[str, str]]
    posts: list[dict[str, Any]]
    seats: list[dict[str, Any]]


class ListFilters(Schema):
    kind: Word = ""
    state: Word = ""
    owner: Word = ""
    counterpart: Word = ""
    due_before: Day | None = None
    title: Word = ""
    closed: bool | None = None
    after: Word = Field("", description="`next` of the page before")
    limit: int = Field(50, ge=1, le=200)


class Head(Schema):
    """A matter from outside. reach: overview, past, content.  due: nominal day of the nearest running clock.

    overdue: the day on which a clock falls due is over; that may be a later one than the nominal day.
    number: in the owner's register, which only the owner sees.  destroyed_on: its content is gone since.
    """

    reference: str
    kind: str
    kind_name: Said
    state: str
    state_name: Said
    reach: str
    opened_on: date
    closed_on: date | None
    due: date | None
    overdue: bool
    owner: str | None
    owner_name: str | None
    counterpart: str | None
    counterpart_name: str | None
    year: int | None
    number: int | None
    title: str | None
    secrecy: str | None
    destroyed_on: date | None

    @staticmethod
    def resolve_reach(given: Any) -> str:
        return str(given.reach.name).lower()


class MatterPage(Schema):
    """Newest first. A filtered page may hold fewer than were asked for, even none; only where `next` is null it is the last."""

    matters: list[Head]
    next: str | None


class PartOut(Schema):
    """until: the last day of the part, null while it stands."""

    organ: str
    organ_name: str
    side: str
    side_name: Said
    since: date
    until: date | None

    @staticmethod
    def resolve_until(given: Any) -> date | None:
        return date.fromordinal(given.until.toordinal() - 1) if given.until else None


class ClockOut(Schema):
    """A deadline with its sum (docs/clocks.md). item: which of several like things it is about, "" for the matter."""

    limit: str
    limit_name: Said
    item: str
    organ: str | None
    organ_name: str | None
    event_on: date
    event_at: datetime | None
    event_name: Said
    length: int
    unit: str
    nominal: date
    due: date
    due_at: datetime | None
    norm: str
    version: str
    rolls: str
    hard: bool
    provisional: bool
    sum: dict[str, Any]
    breaks: list[Any]
    extended: list[dict[str, Any]]
    warn_on: date
    stopped_on: date | None
    escalated_on: date | None


class MomentOut(Schema):
    """An act that was done. entry: its number in the organ's log.  on: the day it is about; at: when it was recorded.

    item: of several like things the one that it was about, such as the number of a measure; "" for the matter.
    """

    entry: int
    act: str
    act_name: Said | None
    item: str
    organ: str
    organ_name: str
    seat: str
    title: str
    who: str
    on: date
    at: datetime
    from_state: str
    to_state: str


class GroundOut(Schema):
    """A ruling that an act rested on."""

    entry: int
    act: str
    answer: str
    basis: str
    norms: list[str]


class FactOut(Schema):
    """Something that the matter's kind tells of it. said: what people read for an id, else "".  rows: of a list.

    group: facts of one thing on the matter belong together, such as a measure; "" for the matter itself.
    """

    name: str
    label: str
    group: str
    shape: Shape
    value: str | int | bool | None
    said: str
    rows: list[list["FactOut"]]

    @staticmethod
    def resolve_label(given: Any) -> str:
        return str(given.label)

    @staticmethod
    def resolve_group(given: Any) -> str:
        return str(given.group)

    @staticmethod
    def resolve_said(given: Any) -> str:
        return str(given.said)

    @staticmethod
    def resolve_value(given: Any) -> Any:
        return as_plain(given.value)


class RemarkOut(Schema):
    act: str
    act_name: Said | None
    item: str
    organ: str
    organ_name: str
    seat: str
    on: date
    text: str


class InputOut(Schema):
    """An input of an act's form. kind: text, number, day, choice, yes_no, file."""

    name: str
    label: str
    kind: str
    required: bool
    longest: int | None
    choices: list[str]


class Refusal(Schema):
    code: str
    message: str
    gate: str
    provisions: list[Ground]
    instead: list[Way]


class ActOut(Schema):
    """An act. open: the gates before its inputs let it pass; else `why_not` says which did not."""

    id: str
    name: str
    open: bool
    why_not: Refusal | None
    provisions: list[Ground]
    inputs: list[InputOut]


class Acts(Schema):
    acts: list[ActOut]


class BranchOut(Schema):
    """A matter passed down from this one, or from one of those. level: 1 right below the host's.  due: of its running clock."""

    reference: str
    organ: str
    organ_name: str
    level: int
    item: str
    standing: Standing
    state: str
    due: date | None

    @staticmethod
    def resolve_reference(given: Any) -> str:
        return str(given.head.reference)

    @staticmethod
    def resolve_state(given: Any) -> str:
        return str(given.head.state)


class BranchesOut(Schema):
    """Level by level: each branch right before those below it. hidden: how many others stand how; null, withheld as too few."""

    branches: list[BranchOut]
    hidden: dict[str, int | None]

    @staticmethod
    def resolve_hidden(given: Any) -> dict[str, int | None]:
        return {standing.value: count for standing, count in given.hidden.items()}


class StubOut(Schema):
    """What is left of a destroyed matter. log, entry: that prove it.  years: of its term, null for good.

    rule: the class of term in the pack, "" where the organ set it by itself.  pieces, files: of content that went.
    """

    opened_on: date
    closed_on: date
    destroyed_on: date
    years: int | None
    rule: str
    proposed_seat: str
    approved_seat: str
    appraisal: str
    pieces: int
    files: int
    log: str
    entry: int


class MatterOut(Schema):
    """A matter as far as the seat sees it. until: of what is past, its last day in sight.

    stub: where its content was destroyed.  held: who holds it against destruction, "" nobody.
    """

    head: Head
    until: date | None
    parts: list[PartOut]
    clocks: list[ClockOut]
    timeline: list[MomentOut]
    grounds: list[GroundOut]
    consents: list[str]
    facts: list[FactOut]
    remarks: list[RemarkOut]
    branches: BranchesOut | None
    acts: list[ActOut]
    stub: StubOut | None
    held: str


class FileOut(Schema):
    """A file that an act hands over, as `person.disclose` does. content: in base64."""

    name: str
    media_type: str
    content: str


class DoneOut(Schema):
    """An act that was done. log, entry: where it is on record.  again: the same key had come before; nothing happened now.

    file: what the act hands over, null for most; with the same key again it is had on the same day only.
    """

    matter: str | None
    state: str | None
    log: str
    entry: int
    again: bool
    file: FileOut | None


class EntryOut(Schema):
    """An entry of the organ's own log: facts, never content. Of what the seat may not see there is the number only."""

    number: int
    at: datetime
    withheld: bool
    on: date | None
    act: str | None
    seat: str | None
    channel: str | None
    outcome: str | None
    matter: str | None
    facts: dict[str, Any] | None


class Entries(Schema):
    log: str
    entries: list[EntryOut]
    next: int | None
