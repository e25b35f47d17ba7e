"""The kinds of matter: what each app says about its own, so that no face has to know one.

An app names its kinds when Django starts (`kinds.add`). Pages, API and command line show what a kind tells of a
matter alike; a page may draw it with a template of its own, `web/matters/kinds/KIND.html`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu.door.acts import Act, acts
from paizhu.door.models import Matter
from paizhu.door.performances import Source, sources
from paizhu.door.present import Present
from paizhu.door.remarks.queries import Remarked, remarks_seen
from paizhu.door.visibility import Sight


class Shape(StrEnum):
    """What a value is, so that a face can draw it."""

    TEXT = "text"  # of several lines, typed by somebody: in the language in which it was typed
    WORD = "word"
    NUMBER = "number"
    DAY = "day"
    ORGAN = "organ"  # its id
    ACT = "act"  # an act of the vocabulary, by its id
    YES_NO = "yes_no"
    CODE = "code"  # for programs; people read it in another fact
    MATTER = "matter"  # its reference, where whoever sees this one sees that one too
    LIST = "list"  # no value but its rows


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a matter's own table says. name: for programs, stable.  said: for people, "" for the value itself.

    group: facts of one thing on the matter belong together, under this heading; "" for the matter itself.
    bearer, toward: of an act: between whom it is, so that a page can lead to the ruling.
    rows: of a list: each of its rows as facts.
    """

    name: str
    label: str | Promise
    value: str | int | bool | date | None
    shape: Shape = Shape.WORD
    said: str | Promise = ""
    group: str | Promise = ""
    bearer: str = ""
    toward: str = ""
    rows: tuple[tuple["Fact", ...], ...] = ()


# What a kind says of a matter to whoever sees its content; what lies after `sight.until` it leaves out.
Tells = Callable[[Matter, Sight, Present], Sequence[Fact]]


# The days of meetings among some matters, from the first day to the last, both included: key of the matter, day. One query.
Days = Callable[[QuerySet[Matter], date, date], Iterable[tuple[int, date]]]


# Which acts do not fit each of some matters, whatever their state: key of the matter -> ids of acts. One query or two.
Unfit = Callable[[Collection[Matter], Present], Mapping[int, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that are content of a matter, and go when it is destroyed (docs/retention.md).

    to: the way from a row to its matter, as a query names it.  persons: fields that name a person by the code.
    points: fields by which a row of one matter points at another one; with that one's content the row does not go.
    only: which of the table's rows, where not all of them.
    """

    model: type[Model]
    to: str = "matter"
    persons: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter. id: as its procedures name it.  acts: all of them.

    performed: which of its matters were acts that a norm asks for, where any are.  days: on which day each of them
    meets, for kinds that are meetings.  unfit: acts that are not offered, for kinds of which not every matter knows every act.
    rows: all tables of its own that hold content, those that hang on others first.  sealed: of its matters nothing is ever
    told to a person whom they are about.  item: the fact of an entry that says which of several like things an act was about.
    """

    id: str
    acts: tuple[Act, ...]
    tells: Tells
    performed: Source | None = None
    days: Days | None = None
    rows: tuple[Rows, ...] = ()
    sealed: bool = False
    unfit: Unfit | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a matter holds beside its head: what its kind tells, and what was said."""

    facts: tuple[Fact, ...]
    remarks: tuple[Remarked, ...]

    def fact(self, name: str) -> Fact | None:
        """Return the fact of that name, if the kind tells it of this matter."""
        return next((fact for fact in self.facts if fact.name == name), None)


class _Kinds:
    """All kinds by id."""

    def __init__(self) -> None:
        self._found: dict[str, Kind] = {}

    def add(self, *found: Kind) -> None:
        """Name kinds with their acts and what of them counts as performed."""
        for kind in found:
            assert kind.id not in self._found, kind.id
            self._found[kind.id] = kind
            acts.add(*kind.acts)
            if kind.performed is not None:
                sources.append(kind.performed)

    def get(self, id_: str) -> Kind:
        """Return the kind. Raises KeyError when there is none of that id."""
        return self._found[id_]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._found.values())


kinds = _Kinds()


def told(matter: Matter, sight: Sight, present: Present) -> Told:
    """Return what a matter holds beside its head. Only for whoever sees the content."""
    assert sight.content
    if matter.destroyed_on is not None:
        return Told((), ())
    return Told(
        tuple(kinds.get(matter.kind).tells(matter, sight, present)), remarks_seen(matter, sight, present)
    )


def unfit(matters: Iterable[Matter], present: Present) -> dict[int, frozenset[str]]:
    """Return by key of the matter the acts that do not fit it. One query or two for each kind that has such, else none."""
    every = list(matters)
    found: dict[int, frozenset[str]] = {}
    for kind in kinds:
        those = [matter for matter in every if matter.kind == kind.id] if kind.unfit else []
        if kind.unfit and those:
            found |= kind.unfit(those, present)
    return found


def organ_fact(name: str, label: str | Promise, organ: str, present: Present) -> Fact:
    """Return a fact that names an organ."""
    return Fact(name, label, organ, Shape.ORGAN, present.name(organ))


def time_facts(length: int, unit: str) -> list[Fact]:
    """Return a time to answer: for people in words, for programs as number and unit."""
    return [
        Fact("length", gettext_lazy("Time to answer"), length, Shape.NUMBER, said=in_words(length, unit)),
        Fact("unit", gettext_lazy("Unit"), unit, Shape.CODE),
    ]


def in_words(length: int, unit: str) -> str:
    """Return a length of time in words."""
    words = {
        "hour": _("{n} hours"),
        "day": _("{n} days"),
        "working_day": _("{n} working days"),
        "month": _("{n} months"),
        "year": _("{n} years"),
    }
    return words[unit].format(n=length)


def as_plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
