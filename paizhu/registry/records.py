"""The registry as plain values: what a file says, and what the database says as known at an instant.

`since` and `until` are half-open here: `since` counts, `until` does not; None is open. Files name the last day.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, TypeVar

from paizhu.registry.kinds import SOLE_TITLES, Kind, Level, Type

DAY_ZERO, DAY_LAST = date.min, date.max  # stand for "open" where days are compared


@dataclass(frozen=True, slots=True)
class Organ:
    LIST: ClassVar[str] = "organs"

    id: str
    name: str
    short: str
    kind: Kind
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    LIST: ClassVar[str] = "relations"

    id: str
    type: Type
    source: str
    target: str
    since: date | None = None
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """level "", managed_by "", key None: not known."""

    LIST: ClassVar[str] = "posts"

    id: str
    organ: str
    title: str
    level: Level | None = None
    managed_by: str = ""
    key: bool | None = None

    @property
    def is_sole(self) -> bool:
        return self.title in SOLE_TITLES


@dataclass(frozen=True, slots=True)
class Person:
    """A code and no name; party_member and supervised None: not known."""

    LIST: ClassVar[str] = "persons"

    id: str
    party_member: bool | None = None
    party_member_since: date | None = None
    party_member_until: date | None = None
    supervised: bool | None = None
    supervised_since: date | None = None
    supervised_until: date | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    LIST: ClassVar[str] = "seats"

    id: str
    post: str
    person: str
    since: date | None = None
    until: date | None = None


Record = Organ | Relation | Post | Person | Seat
RECORDS: tuple[type[Record], ...] = (Organ, Relation, Post, Person, Seat)
LISTS = tuple(kind.LIST for kind in RECORDS)
R = TypeVar("R", Organ, Relation, Post, Person, Seat)


@dataclass(slots=True)
class Chart:
    """Everything at once, each list by id."""

    organs: dict[str, Organ] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def of(self, list_: str) -> dict[str, Record]:
        """Return the list of that name (organs, relations, posts, persons, seats)."""
        found: dict[str, Record] = getattr(self, list_)
        return found

    def with_(self, other: "Chart") -> "Chart":
        """Return a chart in which what `other` says stands in place of what is said here, id by id."""
        return Chart(*({**self.of(name), **other.of(name)} for name in LISTS))  # type: ignore[arg-type]

    def without(self, gone: Collection[tuple[str, str]]) -> "Chart":
        """Return a chart without those records (list and id)."""
        if not gone:
            return self
        those = set(gone)
        kept = ({i: r for i, r in self.of(name).items() if (name, i) not in those} for name in LISTS)
        return Chart(*kept)  # type: ignore[arg-type]

    def in_order(self) -> "Chart":
        """Return the same with each list in the order of its ids."""
        return Chart(*(_in_order(self.of(name)) for name in LISTS))  # type: ignore[arg-type]

    def changed(self, said: "Chart", gone: Collection[tuple[str, str]]) -> "Chart":
        """Return the chart with what is said instead and without what is gone, in order.

        A list in which nothing changes is the very same one.
        """
        lost: dict[str, set[str]] = {name: {i for of, i in gone if of == name} for name in LISTS}
        lists = (_changed(self.of(name), said.of(name), lost[name]) for name in LISTS)
        return Chart(*lists)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return sum(len(self.of(name)) for name in LISTS)


def _changed(records: dict[str, Record], said: dict[str, Record], gone: set[str]) -> dict[str, Record]:
    if not said and not gone:
        return records
    new = {**records, **said}
    for id_ in gone:
        new.pop(id_, None)
    return new if said.keys() <= records.keys() else _in_order(new)


def _in_order(records: dict[str, Record]) -> dict[str, Record]:
    return {id_: records[id_] for id_ in sorted(records)}


def holds_on(record: Organ | Relation | Seat, on: date) -> bool:
    """Return whether the record holds on that day."""
    return is_within(record.since, record.until, on)


def is_within(since: date | None, until: date | None, on: date) -> bool:
    """Return whether the day lies in the span (half-open; None open)."""
    return (since or DAY_ZERO) <= on and (until is None or on < until)


def last_day(until: date | None) -> date | None:
    """Return the last day before `until`; None when it is open.

    >>> last_day(date(2025, 5, 1))
    datetime.date(2025, 4, 30)
    """
    return None if until is None else date.fromordinal(until.toordinal() - 1)


def after(last: date | None) -> date | None:
    """Return the day after the last one: what files name, half-open."""
    return None if last is None else date.fromordinal(last.toordinal() + 1)


def shared_days(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> tuple[date, date | None] | None:
    """Return the first and the last day (None: open) that two spans have in common; None when they have none.

    >>> shared_days((date(2020, 1, 1), date(2025, 5, 1)), (date(2025, 4, 30), None))
    (datetime.date(2025, 4, 30), datetime.date(2025, 4, 30))
    """
    since = max(one[0] or DAY_ZERO, other[0] or DAY_ZERO)
    until = min(one[1] or DAY_LAST, other[1] or DAY_LAST)
    if since >= until:
        return None
    return since, None if until == DAY_LAST else last_day(until)
