"""Procedures: the states of a kind of matter and the acts that lead from one to the next; data of the pack.

A version of a procedure holds for the matters that are opened while it is in force; they keep it until they are closed,
so a change of law never moves a running clock.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from paizhu.norms.model import Text


class ActClass(StrEnum):
    """What an act needs. Administration stands in no procedure: it has no matter."""

    DUTY = "duty"  # a ruling of its own
    STEP = "step"  # inherits the ground of its matter


class Power(StrEnum):
    """Which seats of a side may do an act.

    Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第八条, 第三十七条: the head decides, or the deputies under the head.
    """

    ANY = "any"
    LEADER = "leader"  # the head or a deputy of the organ
    HEAD = "head"


class State(Struct, frozen=True):
    """A state of a matter. final: nothing more is to be done in it.

    awaits: the acts of which one is to be done next, so that a matter says whose turn it is.
    """

    id: str
    name: Text
    final: bool = False
    awaits: tuple[str, ...] = ()
    line: int = 0


class Side(Struct, frozen=True):
    """A party to a matter, as the procedure calls it (`assigner`, `assignee`)."""

    id: str
    name: Text
    line: int = 0


class Limit(Struct, frozen=True):
    """A clock that the procedure runs: who owes what by when.

    owed_by: a side.  norm: id of the norm whose deadline it is; "" where the parties set it by the form (`agreed`).
    hard: nothing may be done late in silence, it is on record and escalates.  warn_days: calendar days before the
    nominal day from which it shows as near.  escalates_to: a side, "" for the organ that leads the one who owes it.
    """

    id: str
    name: Text
    owed_by: str
    event: Text
    norm: str = ""
    hard: bool = False
    warn_days: int = 3
    escalates_to: str = ""
    line: int = 0


class Step(Struct, frozen=True):
    """An act of a procedure.

    from_: the states it can be done in; empty: it opens the matter.  to: the state it leads to; None: the state stays.
    by: the sides whose seats may do it.  apart_from: acts of this matter that somebody else must have done (four eyes).
    norms: ids of norms that it rests on beside the ruling.  instead_of: acts that people take for it.
    starts, stops, suspends, resumes, extends: ids of limits.  tells: sides that are informed.
    """

    id: str
    name: Text
    class_: ActClass
    from_: tuple[str, ...]
    to: str | None
    by: tuple[str, ...]
    power: Power
    apart_from: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    suspends: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    note: Text | None = None
    file: str = ""
    line: int = 0


class Procedure(Struct, frozen=True):
    """One version of the procedure of a kind of matter. matter: the kind (`task`); until: half-open."""

    id: str
    matter: str
    name: Text
    since: date
    until: date | None
    sides: tuple[Side, ...]
    states: tuple[State, ...]
    limits: tuple[Limit, ...]
    steps: tuple[Step, ...]
    note: Text | None = None
    file: str = ""
    line: int = 0

    def in_force(self, on: date) -> bool:
        """Return whether matters opened on that day follow it."""
        return self.since <= on and (self.until is None or on < self.until)

    def step(self, id_: str) -> Step:
        """Return the act of that id. Raises KeyError when the procedure does not have it."""
        for step in self.steps:
            if step.id == id_:
                return step
        raise KeyError(id_)

    def state(self, id_: str) -> State:
        """Return the state of that id. Raises KeyError when the procedure does not have it."""
        for state in self.states:
            if state.id == id_:
                return state
        raise KeyError(id_)

    def limit(self, id_: str) -> Limit:
        """Return the limit of that id. Raises KeyError when the procedure does not have it."""
        for limit in self.limits:
            if limit.id == id_:
                return limit
        raise KeyError(id_)
