"""Today (今日履职): what is due, overdue, and waited for, for the seat that somebody sits in; each saying why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q

from paizhu.accounts.sittings import Sitting
from paizhu.door.eligible import has_power
from paizhu.door.kinds import unfit
from paizhu.door.models import Matter, Participation
from paizhu.door.present import Present
from paizhu.door.visibility import barred
from paizhu.norms.procedure import Procedure, Step
from paizhu.registry.queries import instant

MOST, MOST_WAITING = 50, 20  # of each heap; the list of matters has the rest


class Urgency(StrEnum):
    """How near the due day of a matter is."""

    OVERDUE = "overdue"
    NEAR = "near"  # the nominal day, or the days of warning before it
    LATER = "later"
    NONE = "none"  # no clock runs


@dataclass(frozen=True, slots=True)
class Runs:
    """The clock that runs on a matter, as far as Today shows it. Days; due_at: an instant, for a limit in hours."""

    nominal: date
    due: date
    due_at: datetime | None
    warn_on: date


@dataclass(frozen=True, slots=True)
class Turn:
    """A matter whose turn it is for somebody. step: what it awaits, first.  clock: the nearest one that runs, if any.

    awaits: all that it awaits and that fits it.
    mine: this very seat may do it; else why not: `power` or `four_eyes`, and a colleague can.
    """

    matter: Matter
    step: Step
    procedure: Procedure
    clock: Runs | None
    urgency: Urgency
    mine: bool
    why_not: str = ""
    awaits: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """turns: of the seat's organ, the most urgent first.  waiting: matters of the organ that wait on others."""

    turns: tuple[Turn, ...]
    waiting: tuple[Turn, ...]
    more_turns: bool
    more_waiting: bool


def today(sitting: Sitting, present: Present) -> Today:
    """Return what a seat has before it on this day. Costs the same number of queries for three matters and for a million."""
    turns, waiting = _heaps(sitting.organ)
    matters = Matter.objects.in_bulk([*turns[:MOST], *waiting[:MOST_WAITING]])
    shown = _Shown(sitting, present, list(matters.values()))
    return Today(
        tuple(shown.turns(matters[key] for key in turns[:MOST])),
        tuple(shown.turns(matters[key] for key in waiting[:MOST_WAITING])),
        len(turns) > MOST,
        len(waiting) > MOST_WAITING,
    )


# Each heap in two parts, those with a due day first, because no index of SQLite gives them in one order. Written out: made
# by the ORM each part takes longer than it runs.
_OWN = "awaited_id = %s"
# The conditions of the index (`matter_owner_waits`), in its words: then PostgreSQL reads it alone, whatever it expects to find.
_WAITING = (
    "owner_id = %s AND awaited_id IS NOT NULL AND NOT (awaited_id = owner_id AND awaited_id IS NOT NULL)"
)
_DATED, _UNDATED = "due IS NOT NULL ORDER BY due, id", "due IS NULL ORDER BY due, id"


def _part(heap: int, whose: str, which: str, most: int) -> str:
    return (
        f"SELECT {heap} AS heap, id, due FROM (SELECT id, due FROM door_matter WHERE {whose} AND closed_on IS NULL "  # noqa: S608
        f"AND {which} LIMIT {most + 1}) AS h{heap}"
    )


_SOONEST = " UNION ALL ".join(
    [
        _part(0, _OWN, _DATED, MOST),
        _part(1, _OWN, _UNDATED, MOST),
        _part(2, _WAITING, _DATED, MOST_WAITING),
        _part(3, _WAITING, _UNDATED, MOST_WAITING),
    ]
)


def _heaps(organ: str) -> tuple[list[int], list[int]]:
    """Keys of the matters that wait for the organ, and of its own that wait for others, the soonest due first."""
    parts: tuple[list[tuple[Any, int]], ...] = ([], [], [], [])
    with connection.cursor() as cursor:
        cursor.execute(_SOONEST, [organ] * 4)
        for heap, key, due in cursor.fetchall():
            parts[heap].append((due, key))
    keys = [[key for _due, key in sorted(part)] for part in parts[::2]]
    rest = [sorted(key for _due, key in part) for part in parts[1::2]]
    return keys[0] + rest[0], keys[1] + rest[1]


_CLOCKS = """SELECT matter_id, nominal, due, due_at, warn_on FROM door_clock
    WHERE matter_id IN ({ids}) AND stopped_on IS NULL ORDER BY due DESC, id DESC"""
_DONE = "SELECT matter_id, act FROM door_performed WHERE matter_id IN ({ids}) AND person = %s"


def _runs(nominal: date, due: date, due_at: datetime | None, warn_on: date) -> Runs:
    return Runs(nominal, due, None if due_at is None else instant(due_at), warn_on)


def _read(statement: str, ids: list[int], *values: str) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(ids=", ".join(["%s"] * len(ids))), [*ids, *values])
        return list(cursor.fetchall())


class _Shown:
    """Matters of Today with all that is shown of them, read at once."""

    def __init__(self, sitting: Sitting, present: Present, matters: list[Matter]) -> None:
        self.sitting, self.present = sitting, present
        ids = [matter.pk for matter in matters]
        self.clocks = {key: _runs(*row) for key, *row in _read(_CLOCKS, ids)}
        self.unfit = unfit(matters)
        self.done: dict[int, set[str]] = {}
        for matter, act in _read(_DONE, ids, sitting.person):
            self.done.setdefault(matter, set()).add(act)
        self.barred = barred(sitting, matters, present) | _outside_circle(sitting, matters, present)

    def turns(self, matters: Iterable[Matter]) -> list[Turn]:
        """The matters as turns, less those that the person must keep out of, or may not see the content of."""
        return [self._turn(m) for m in matters if m.pk not in self.barred]

    def _turn(self, matter: Matter) -> Turn:
        procedure = self.present.base.procedure_by_id(matter.procedure)
        out = self.unfit.get(matter.pk, frozenset())
        awaits = tuple(procedure.step(id_) for id_ in procedure.state(matter.state).awaits if id_ not in out)
        step, clock = awaits[0], self.clocks.get(matter.pk)
        why_not = self._why_not(matter, step)
        return Turn(
            matter, step, procedure, clock, urgency(clock, self.present), not why_not, why_not, awaits
        )

    def _why_not(self, matter: Matter, step: Step) -> str:
        if matter.awaited_id != self.sitting.organ:
            return "side"
        if not has_power(self.sitting, step.power):
            return "power"
        return "four_eyes" if self.done.get(matter.pk, set()) & set(step.apart_from) else ""


def urgency(clock: Runs | None, present: Present) -> Urgency:
    """Return how near a clock's due day is; the nominal day warns already, also where the due day is moved."""
    if clock is None:
        return Urgency.NONE
    if clock.due < present.on or (clock.due_at is not None and clock.due_at < present.at):
        return Urgency.OVERDUE
    return Urgency.NEAR if clock.warn_on <= present.on else Urgency.LATER


def _outside_circle(sitting: Sitting, matters: list[Matter], present: Present) -> set[int]:
    """The matters that only persons who are named see, less those in which this person is named."""
    closed = {m.pk for m in matters if m.circle}
    if not closed:
        return set()
    named = Participation.objects.filter(matter__in=closed, person=sitting.person, since__lte=present.on)
    running = named.filter(Q(until=None) | Q(until__gt=present.on))
    return closed - set(running.values_list("matter_id", flat=True))
