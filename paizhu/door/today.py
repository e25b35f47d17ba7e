"""Today (今日履职): what is due, overdue, and waited for, for the seat that somebody sits in; each saying why."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from paizhu.accounts.sittings import Sitting
from paizhu.door.eligible import has_power
from paizhu.door.kinds import unfit
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.provisions import fitting
from paizhu.door.rows import columns, made
from paizhu.door.visibility import barred
from paizhu.guard.rows import among, rows
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
    norms: that ask for the step between these parties; where its procedure names none, those on which the matter rests.
    agreed: it rests on agreement, and so on no norm.
    """

    matter: Matter
    step: Step
    procedure: Procedure
    clock: Runs | None
    urgency: Urgency
    mine: bool
    why_not: str = ""
    awaits: tuple[Step, ...] = ()
    norms: tuple[str, ...] = ()
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """turns: of the seat's organ, the most urgent first.  waiting: matters of the organ that wait on others."""

    turns: tuple[Turn, ...]
    waiting: tuple[Turn, ...]
    more_turns: bool
    more_waiting: bool


def today(sitting: Sitting, present: Present) -> Today:
    """Return what a seat has before it on this day. Costs the same number of queries for three matters and for a million."""
    (turns, waiting), clocks = _heaps(sitting.organ)
    shown = _Shown(sitting, present, [*turns[:MOST], *waiting[:MOST_WAITING]], clocks)
    return Today(
        tuple(shown.turns(turns[:MOST])),
        tuple(shown.turns(waiting[:MOST_WAITING])),
        len(turns) > MOST,
        len(waiting) > MOST_WAITING,
    )


# What Today shows of a matter, and looks at to show it.
_READ = (
    "id",
    "reference",
    "kind",
    "procedure",
    "owner_id",
    "counterpart_id",
    "title",
    "state",
    "secrecy",
    "circle",
    "awaited_id",
    "due",
)
# Written out: made by the ORM each part takes longer than it runs. In the words and the order of the two indexes
# (`matter_awaited`, `matter_owner_waits`): so PostgreSQL reads them alone, whatever it expects to find.
_OWN = "awaited_id = %s"
_WAITING = (
    "owner_id = %s AND awaited_id IS NOT NULL AND NOT (awaited_id = owner_id AND awaited_id IS NOT NULL)"
)


def _heap(heap: int, whose: str, most: int) -> str:
    read = columns(_READ)
    return (
        f"SELECT {heap} AS heap, {read} FROM (SELECT {read} FROM door_matter WHERE {whose} AND closed_on IS NULL "  # noqa: S608
        f"ORDER BY (due IS NULL), due, id LIMIT {most + 1}) AS h{heap}"
    )


# Each matter with the clocks that run on it, or with none.
_SOONEST = f"""SELECT h.*, c.nominal, c.due, c.due_at, c.warn_on, c.id
    FROM ({_heap(0, _OWN, MOST)} UNION ALL {_heap(1, _WAITING, MOST_WAITING)}) AS h
    LEFT JOIN door_clock c ON c.matter_id = h.id AND c.stopped_on IS NULL"""  # noqa: S608  of ours


def _heaps(organ: str) -> tuple[tuple[list[Matter], list[Matter]], dict[int, Runs]]:
    """The matters that wait for the organ, and its own that wait for others, the soonest due first; the nearest clock of each."""
    found = rows(_SOONEST, [organ, organ])
    whole = {row[1]: row[: len(_READ) + 1] for row in found}
    matters = made((row[1:] for row in whole.values()), _READ)
    heaps: tuple[list[Matter], list[Matter]] = ([], [])
    for row, matter in zip(whole.values(), matters, strict=True):
        heaps[row[0]].append(matter)
    for heap in heaps:  # a union promises no order
        heap.sort(key=lambda m: (m.due is None, m.due or date.min, m.id))
    running = [(row[1], *row[len(_READ) + 1 :]) for row in found if row[-1] is not None]
    running.sort(key=lambda clock: (clock[2], clock[-1]), reverse=True)
    return heaps, {key: _runs(*clock) for key, *clock, _id in running}


_DONE = (
    "SELECT matter_id, act FROM door_performed WHERE matter_id {is_one} AND person = %s AND act IN ({acts})"
)
# The first ruling of each matter last: that of the act by which it was opened.
_GROUNDS = "SELECT matter_id, norms, basis FROM door_ground WHERE matter_id {is_one} ORDER BY id DESC"
_NAMED = """SELECT matter_id FROM door_participation
    WHERE matter_id {is_one} AND person_id = %s AND since <= %s AND (until IS NULL OR until > %s)"""


def _runs(nominal: date, due: date, due_at: datetime | None, warn_on: date) -> Runs:
    return Runs(nominal, due, None if due_at is None else instant(due_at), warn_on)


def _read(statement: str, ids: list[int], *values: Any, **places: str) -> list[tuple[Any, ...]]:
    """The rows of these matters. places: what else the statement leaves open."""
    if not ids:
        return []
    is_one, those = among(ids)
    return rows(statement.format(is_one=is_one, **places), [*those, *values])


class _Shown:
    """Matters of Today with all that is shown of them, read at once."""

    def __init__(
        self, sitting: Sitting, present: Present, matters: list[Matter], clocks: dict[int, Runs]
    ) -> None:
        self.sitting, self.present, self.clocks = sitting, present, clocks
        self.unfit = unfit(matters, present)
        self.barred = barred(sitting, matters, present) | _outside_circle(sitting, matters, present)
        shown = [matter for matter in matters if matter.id not in self.barred]
        self.alike: dict[tuple[str, str, frozenset[str]], tuple[Procedure, tuple[Step, ...]]] = {}
        self.awaits = {matter.id: self._awaits(matter) for matter in shown}
        # Of those only that nothing else keeps the seat from.
        apart = [m for m in shown if self._step(m).apart_from and self._is_able(m)]
        self.done: dict[int, set[str]] = {}
        acts = sorted({act for m in apart for act in self._step(m).apart_from})
        for matter, act in _read(
            _DONE, [m.id for m in apart], sitting.person, *acts, acts=", ".join(["%s"] * len(acts))
        ):
            self.done.setdefault(matter, set()).add(act)
        self.norms = self._norms(shown)
        bare = [matter.id for matter in shown if not self.norms[matter.id]]
        self.grounds = {key: (_plain(norms), basis) for key, norms, basis in _read(_GROUNDS, bare)}

    def turns(self, matters: Iterable[Matter]) -> list[Turn]:
        """The matters as turns, less those that the person must keep out of, or may not see the content of."""
        return [self._turn(m) for m in matters if m.id not in self.barred]

    def _turn(self, matter: Matter) -> Turn:
        procedure, awaits = self.awaits[matter.id]
        step, clock = awaits[0], self.clocks.get(matter.id)
        why_not = self._why_not(matter, step)
        grounds, basis = self.grounds.get(matter.id, ((), ""))
        return Turn(
            matter,
            step,
            procedure,
            clock,
            urgency(clock, self.present),
            not why_not,
            why_not,
            awaits,
            self.norms[matter.id] or grounds,
            basis == "agreement",
        )

    def _norms(self, matters: list[Matter]) -> dict[int, tuple[str, ...]]:
        """By key, the norms of the step that bind between the parties; looked up once for parties of the same kinds."""
        found: dict[tuple[object, ...], tuple[str, ...]] = {}
        norms, kinds = {}, self.present.day.world.kinds
        for matter in matters:
            parties = [party for party in (matter.owner_id, matter.counterpart_id) if party]
            own = self._step(matter).norms
            key = own, *[kinds.get(party) for party in parties]
            if key not in found:
                found[key] = tuple(fitting(own, parties, self.present))
            norms[matter.id] = found[key]
        return norms

    def _awaits(self, matter: Matter) -> tuple[Procedure, tuple[Step, ...]]:
        """The procedure of a matter, and what of it the matter awaits; the same for those that are alike."""
        out = self.unfit.get(matter.id, frozenset())
        key = matter.procedure, matter.state, out
        if key not in self.alike:
            procedure = self.present.base.procedure_by_id(matter.procedure)
            awaits = procedure.state(matter.state).awaits
            self.alike[key] = procedure, tuple(procedure.step(id_) for id_ in awaits if id_ not in out)
        return self.alike[key]

    def _step(self, matter: Matter) -> Step:
        """What it awaits first."""
        return self.awaits[matter.id][1][0]

    def _is_able(self, matter: Matter) -> bool:
        """Whether nothing but what the person did before can keep the seat from the step."""
        step = self._step(matter)
        return matter.awaited_id == self.sitting.organ and bool(has_power(self.sitting, step.power))

    def _why_not(self, matter: Matter, step: Step) -> str:
        if matter.awaited_id != self.sitting.organ:
            return "side"
        if not self._is_able(matter):
            return "power"
        return "four_eyes" if self.done.get(matter.id, set()) & set(step.apart_from) else ""


def _plain(norms: Any) -> tuple[str, ...]:
    """Ids as a cursor gives them: SQLite keeps JSON as text."""
    return tuple(json.loads(norms) if isinstance(norms, str) else norms)


def urgency(clock: Runs | None, present: Present) -> Urgency:
    """Return how near a clock's due day is; the nominal day warns already, also where the due day is moved."""
    if clock is None:
        return Urgency.NONE
    if clock.due < present.on or (clock.due_at is not None and clock.due_at < present.at):
        return Urgency.OVERDUE
    return Urgency.NEAR if clock.warn_on <= present.on else Urgency.LATER


def _outside_circle(sitting: Sitting, matters: list[Matter], present: Present) -> set[int]:
    """The matters that only persons who are named see, less those in which this person is named."""
    closed = {m.id for m in matters if m.circle}
    if not closed:
        return set()
    day = connection.ops.adapt_datefield_value(present.on)
    return closed - {matter for (matter,) in _read(_NAMED, sorted(closed), sitting.person, day, day)}
