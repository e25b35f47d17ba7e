"""Today (今日履职): what is due, overdue, and waited for, for the seat that somebody sits in; each saying why."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q, QuerySet

from paizhu.accounts.sittings import Sitting
from paizhu.door.eligible import has_power, recused
from paizhu.door.models import Clock, Matter, Participation, Performed, Recusal
from paizhu.door.present import Present
from paizhu.norms.procedure import Procedure, Step

MOST = 50  # of each heap; the list of matters has the rest


class Urgency(StrEnum):
    """How near the due day of a matter is."""

    OVERDUE = "overdue"
    NEAR = "near"  # the nominal day, or the days of warning before it
    LATER = "later"
    NONE = "none"  # no clock runs


@dataclass(frozen=True, slots=True)
class Turn:
    """A matter whose turn it is for somebody. step: what it awaits.  clock: the nearest one that runs, if any.

    mine: this very seat may do it; else why not: `power` or `four_eyes`, and a colleague can.
    """

    matter: Matter
    step: Step
    procedure: Procedure
    clock: Clock | None
    urgency: Urgency
    mine: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """turns: of the seat's organ, the most urgent first.  waiting: matters of the organ that wait on others."""

    turns: tuple[Turn, ...]
    waiting: tuple[Turn, ...]
    more_turns: bool
    more_waiting: bool


def today(sitting: Sitting, present: Present) -> Today:
    """Return what a seat has before it on this day. Costs the same number of queries for three matters and for a million."""
    open_ = Matter.objects.filter(closed_on=None).select_related("owner", "counterpart", "awaited")
    turns = _soonest(open_.filter(awaited=sitting.organ))
    waiting = _soonest(
        open_.filter(owner=sitting.organ, awaited__isnull=False).exclude(awaited=sitting.organ)
    )
    shown = _Shown(sitting, present, [*turns[:MOST], *waiting[:MOST]])
    return Today(
        tuple(shown.turns(turns[:MOST])),
        tuple(shown.turns(waiting[:MOST])),
        len(turns) > MOST,
        len(waiting) > MOST,
    )


def _soonest(matters: QuerySet[Matter]) -> list[Matter]:
    return list(matters.order_by(F("due").asc(nulls_last=True), "pk")[: MOST + 1])


class _Shown:
    """Matters of Today with all that is shown of them, read at once."""

    def __init__(self, sitting: Sitting, present: Present, matters: list[Matter]) -> None:
        self.sitting, self.present = sitting, present
        ids = [matter.pk for matter in matters]
        running = Clock.objects.filter(matter__in=ids, stopped_on=None).order_by("-due", "-pk")
        self.clocks = {clock.matter_id: clock for clock in running}
        done = Performed.objects.filter(matter__in=ids, person=sitting.person).order_by("entry_id")
        self.done: dict[int | None, set[str]] = {}
        for matter, act in done.values_list("matter_id", "act"):
            self.done.setdefault(matter, set()).add(act)
        self.barred = _barred(sitting, matters, present) | _outside_circle(sitting, matters, present)

    def turns(self, matters: list[Matter]) -> list[Turn]:
        """The matters as turns, less those that the person must keep out of, or may not see the content of."""
        return [self._turn(m) for m in matters if m.pk not in self.barred]

    def _turn(self, matter: Matter) -> Turn:
        procedure = self.present.base.procedure_by_id(matter.procedure)
        step = procedure.step(procedure.state(matter.state).awaits[0])
        clock = self.clocks.get(matter.pk)
        why_not = self._why_not(matter, step)
        return Turn(matter, step, procedure, clock, urgency(clock, self.present), not why_not, why_not)

    def _why_not(self, matter: Matter, step: Step) -> str:
        if matter.awaited_id != self.sitting.organ:
            return "side"
        if not has_power(self.sitting, step.power):
            return "power"
        return "four_eyes" if self.done.get(matter.pk, set()) & set(step.apart_from) else ""


def urgency(clock: Clock | None, present: Present) -> Urgency:
    """Return how near a clock's due day is; the nominal day warns already, also where the due day is moved."""
    if clock is None:
        return Urgency.NONE
    if clock.due < present.on or (clock.due_at is not None and clock.due_at < present.at):
        return Urgency.OVERDUE
    return Urgency.NEAR if clock.warn_on <= present.on else Urgency.LATER


def _barred(sitting: Sitting, matters: list[Matter], present: Present) -> set[int]:
    """The matters that the person is recused from; asked for one by one only where there is any recusal at all."""
    parties = {o for m in matters for o in (m.owner_id, m.counterpart_id) if o}
    own = Recusal.objects.filter(Q(matter__in=matters) | Q(organ__in=parties), person=sitting.person)
    if not own.exclude(holds=False).exists():
        return set()
    return {
        m.pk
        for m in matters
        if recused([sitting.person], m, [o for o in (m.owner_id, m.counterpart_id) if o], present)
    }


def _outside_circle(sitting: Sitting, matters: list[Matter], present: Present) -> set[int]:
    """The matters that only persons who are named see, less those in which this person is named."""
    closed = {m.pk for m in matters if m.circle}
    if not closed:
        return set()
    named = Participation.objects.filter(matter__in=closed, person=sitting.person, since__lte=present.on)
    running = named.filter(Q(until=None) | Q(until__gt=present.on))
    return closed - set(running.values_list("matter_id", flat=True))
