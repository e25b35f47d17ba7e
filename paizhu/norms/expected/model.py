"""What is expected of a party in a period, and why some of it may only be *to confirm*."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from paizhu.norms.base import Base
from paizhu.norms.expected.calendar import Period
from paizhu.norms.model import Norm
from paizhu.norms.world import World


class Doubt(StrEnum):
    """Why what is missing reads *to confirm* and not *missed*; in the order in which they are told."""

    INDEFINITE = (
        "indefinite"  # the article gives no number; a local norm, unverified norm or plan sets the period
    )
    PLAN = "plan"  # the period stands in an agreed plan, which is no norm
    UNVERIFIED = "unverified"  # the norm rests on memory or a second hand
    CIRCUMSTANCE = "circumstance"  # the norm depends on a fact that the base cannot see
    RELATION = "relation"  # the norm does not say how the two stand to each other
    PART = "part"  # the duty holds for a part of the period only, and no article says what is owed then


@dataclass(frozen=True, slots=True)
class Plan:
    """How often two parties agreed to do what a norm asks for without a number.

    toward: None where the act has no counterpart.  since, until: half-open; until None is open.
    """

    act: str
    bearer: str
    toward: str | None
    times: int
    per: str
    since: date
    until: date | None
    reference: str

    def holds_on(self, on: date) -> bool:
        """Return whether it holds on that day."""
        return self.since <= on and (self.until is None or on < self.until)


class Duty(NamedTuple):
    """One recurring duty: whoever meets it once has met every norm that gives it.

    toward: None where the norms name no counterpart.  includes_sub_acts: a sub-act of the act meets it too.
    """

    act: str
    bearer: str
    toward: str | None
    includes_sub_acts: bool = False

    def order(self) -> tuple[str, str, str, bool]:
        """Return what sorts duties: by bearer, act, counterpart."""
        return self.bearer, self.act, self.toward or "", self.includes_sub_acts


@dataclass(frozen=True, slots=True)
class Expected:
    """What is owed in one period.

    first, due: the first and the last day in the period on which the duty holds; by `due` it is to be done.
    days: on how many of the period's days it holds.
    times: how many acts, counted up.  sure: how many of them are *missed* if they are not done, counted down; the others
    read *to confirm*, for the reasons in `doubts` (empty when all are sure).
    norms: all that give the duty, the highest rank first.  plans: the references of the plans that set the period.
    """

    duty: Duty
    period: Period
    first: date
    due: date
    days: int
    times: int
    sure: int
    norms: tuple[Norm, ...]
    plans: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_prorated(self) -> bool:
        """Whether the duty holds for a part of the period only."""
        return self.days < self.period.days

    def order(self) -> tuple[tuple[str, str, str, bool], date, date]:
        """Return what sorts them: by duty, then by period, the shorter first."""
        return self.duty.order(), self.period.first, self.period.last


@dataclass(frozen=True, slots=True)
class Unset:
    """A duty to do something regularly for which nothing sets a period; shown, and never counted.

    first, last: of the days asked about, those between which it holds.
    """

    duty: Duty
    first: date
    last: date
    norms: tuple[Norm, ...]

    def order(self) -> tuple[tuple[str, str, str, bool], date]:
        """Return what sorts them: by duty, then by day."""
        return self.duty.order(), self.first


@dataclass(frozen=True, slots=True)
class Scene:
    """The parties of some days, and by which norms they are ruled on.

    bases: all that hold between some of them, the pack's own first; base_of: the one that holds between these.
    """

    world: World
    bases: tuple[Base, ...]
    base_of: Callable[[tuple[str, ...]], Base]


@dataclass(frozen=True, slots=True)
class Course:
    """A world in its changes. turning: the days from which a scene may differ from that of the day before."""

    scene: Callable[[date], Scene]
    turning: Sequence[date] = ()


def steady(base: Base, world: World, turning: Sequence[date] = ()) -> Course:
    """Return the course of one world, whose relations begin and end on the turning days, under one base."""
    scene = Scene(world, (base,), lambda _ends: base)
    return Course(lambda _on: scene, turning)
