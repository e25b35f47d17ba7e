"""Who may see a matter, for every kind of matter and every face; the only place where that is decided.

Content needs participation, a grant, or the approval that a step requires. The chain of leadership gives the overview:
reference, kind, state, clocks. Administrators see no matter at all.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.deriving import derived, parties
from paizhu.door.eligible import eligible
from paizhu.door.models import Matter, Participation
from paizhu.door.present import Present
from paizhu.door.rule import COUNTS, STANDS, Reach, Whose, shown
from paizhu.guard import beyond
from paizhu.guard.holding import stand_in
from paizhu.guard.rows import among, rows
from paizhu.journal.models import Log
from paizhu.norms.procedure import Procedure
from paizhu.registry.responsible import host_of, hosts_of, offices_over

# What it answers with is asked for here, as ever.
__all__ = ["Reach"]


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees into one matter. until: the day from which they see nothing more of it; None, none.

    organ: that of the seat, for what a kind tells to one side only; "" where nothing is seen.
    """

    reach: Reach
    until: date | None = None
    organ: str = ""

    @property
    def content(self) -> bool:
        """Whether any content is seen."""
        return self.reach > Reach.OVERVIEW


def visible(sitting: Sitting, present: Present, *, own: bool = False) -> QuerySet[Matter]:
    """Return the matters of which the seat sees anything at all, in no order. own: not by the chain of leadership."""
    seen = parts_seen(sitting, present)
    organs = seen.organs[:1] if own else seen.organs
    running = Participation.objects.filter(_running_grant(present))
    parts = running.filter(person=None, organ__in=organs) | running.filter(person=seen.person)
    return Matter.objects.filter(pk__in=parts.values("matter_id")) if organs else Matter.objects.none()


@dataclass(frozen=True, slots=True)
class PartsSeen:
    """The parts by which a seat sees matters: those of its person, and of these organs: its own, then those that it leads.

    running: the condition that such a part `p` counts on the day, and its values.  organs: none, no part at all.
    """

    person: str
    organs: tuple[str, ...]
    running: tuple[str, tuple[Any, ...]]


def parts_seen(sitting: Sitting, present: Present) -> PartsSeen:
    """Return the parts by which the seat sees matters; none for an administrator."""
    if sitting.administers is not None:
        return PartsSeen("", (), _running(present))
    return PartsSeen(
        sitting.person, (sitting.organ, *sorted(present.led_by(sitting.organ))), _running(present)
    )


def reach(sitting: Sitting, matter: Matter, present: Present) -> Reach:
    """Return how far the seat sees into the matter; a recused person sees no content."""
    return sights(sitting, [matter], present)[matter.id].reach


def sights(sitting: Sitting, matters: Iterable[Matter], present: Present) -> dict[int, Sight]:
    """Return how far the seat sees into each matter, by its key; two queries for any number of them."""
    found = list(matters)
    if sitting.administers is not None:
        return {matter.id: Sight(Reach.NONE) for matter in found}
    led, out = present.led_by(sitting.organ), barred(sitting, found, present)
    parts = _parts([m.id for m in found], sitting, led, present)
    return {m.id: _sight(parts[m.id], sitting, m, led, recused=m.id in out, on=present.on) for m in found}


def is_recused(sitting: Sitting, matter: Matter, present: Present) -> bool:
    """Return whether the person is barred from the matter on this day."""
    return matter.id in barred(sitting, [matter], present)


def barred(sitting: Sitting, matters: Iterable[Matter], present: Present) -> set[int]:
    """Return the keys of the matters from which the person is barred on this day, as was declared or is derived.

    One query, and up to three for what is derived, for any number of matters.
    """
    found = list(matters)
    of_matters, of_organs = _recusals(sitting, present)
    declared = (
        {m.id for m in found if m.id in of_matters or of_organs.intersection(_parties(m))}
        if of_matters or of_organs
        else set()
    )
    return declared | {matter for matter, _person in derived([sitting.person], found, present)}


def is_barred_with(sitting: Sitting, organs: Iterable[str], present: Present) -> bool:
    """Return whether the person is barred on this day from any matter with one of these organs."""
    asked = set(organs)
    if not _recusals(sitting, present)[1].isdisjoint(asked):
        return True
    of = parties([sitting.person], present).get(sitting.person, {})
    return any(asked & theirs for theirs in of.values())


def _recusals(sitting: Sitting, present: Present) -> tuple[set[int], set[str]]:
    """The matters, by key, and the organs from which the person has declared a recusal that stands on this day."""
    found = rows(_RECUSED, [sitting.person, connection.ops.adapt_datefield_value(present.on)])
    return {matter for matter, _organ in found} - {None}, {organ for _matter, organ in found} - {None}


def stands_in_for(sitting: Sitting, matter: Matter, procedure: Procedure, present: Present) -> frozenset[str]:
    """Return the acts of the matter that wait for this very seat because the office has no other one for them.

    Where there are any, the seat sees the content, and so do the rows.
    """
    waiting = _waiting_for(sitting, matter, procedure, present)
    if waiting:
        stand_in(matter.id)
    return waiting


@beyond.reading(beyond.Why.ELIGIBLE)
def _waiting_for(sitting: Sitting, matter: Matter, procedure: Procedure, present: Present) -> frozenset[str]:
    sides = {p.side: p.organ_id for p in matter.participations.filter(person=None, until=None)}
    waiting = frozenset[str]()
    for step in procedure.steps:
        if matter.state not in step.from_ or not step.apart_from:
            continue
        for organ in {sides[side] for side in step.by if side in sides}:
            may = eligible(step, matter, organ, present)
            if may.stands_in and any(seat.seat == sitting.seat for seat in may.seats):
                waiting |= {step.id}
    return waiting


def pairs_seen(sitting: Sitting, present: Present, first: date, last: date) -> tuple[tuple[str, str], ...]:
    """Return the offices with their hosts of whose responsibilities the seat sees the record in a span of days.

    An office those with its own hosts, a host and its bodies those with the offices over it, an organ that leads
    offices all of theirs; nobody else any.
    """
    chart, organ = present.here.chart, sitting.organ
    if organ not in chart.organs:
        return ()
    offices = {organ, *present.led_by(organ)}
    pairs = {(office, host) for office in offices for host in hosts_of(chart, office, first, last)}
    own = host_of(chart, organ, first, last)
    if own is not None:
        pairs |= {(office, own) for office in offices_over(chart, own, first, last)}
    return tuple(sorted(pairs))


def logs_seen(sitting: Sitting, present: Present | None) -> tuple[str, ...]:
    """Return the organs whose logs the seat may read, its own first: facts, never content. present None: no registry.

    Its own, and those of the offices that its organ leads; all of them for the audit administrator, and none for the
    other two.
    """
    if sitting.administers is Administers.AUDIT:
        return tuple(Log.objects.order_by("organ").values_list("organ", flat=True))
    if sitting.administers is not None or present is None:
        return ()
    return (sitting.organ, *sorted(present.led_by(sitting.organ)))


def shows(sight: Sight, sitting: Sitting, on: date, organ: str) -> bool:
    """Return whether an act on a matter, done on that day by that organ, is seen with its content."""
    return sight.content and (sight.until is None or on < sight.until or organ == sitting.organ)


def _running_grant(present: Present) -> Q:
    """A part by a grant counts only while it runs; a side's part goes on to show what was before its end."""
    running = Q(since__lte=present.on) & (Q(until=None) | Q(until__gt=present.on))
    return ~Q(side="") | running


_RUNNING = COUNTS.format(on="%s")
_PARTS = "SELECT p.matter_id, p.organ_id, p.person_id, p.content, p.until FROM door_participation p WHERE "
_RECUSED = f"SELECT matter_id, organ_id FROM door_recusal WHERE person_id = %s AND {STANDS.format(on='%s')}"  # noqa: S608


def _running(present: Present) -> tuple[str, tuple[Any, ...]]:
    """As `_running_grant`, of a part `p`."""
    day = connection.ops.adapt_datefield_value(present.on)
    return _RUNNING, (day, day)


class _Part(NamedTuple):
    matter_id: int
    organ_id: str
    person_id: str | None
    content: bool
    until: date | None


def _parts(
    matters: list[int], sitting: Sitting, led: frozenset[str], present: Present
) -> dict[int, list[_Part]]:
    """The parts in these matters that count and are the seat's, or of organs that its leads, by matter."""
    parts: dict[int, list[_Part]] = defaultdict(list)
    if not matters:
        return parts
    running, days = _running(present)
    organs = [sitting.organ, *sorted(led)]
    # Of a part that is nobody's of these nothing is seen: to read it, and have it judged row by row, would be for nothing.
    (of_matters, those), (of_organs, these) = among(matters), among(organs)
    statement = f"""{_PARTS}p.matter_id {of_matters}
        AND (p.person_id = %s OR (p.person_id IS NULL AND p.organ_id {of_organs})) AND {running}"""
    for row in rows(statement, [*those, sitting.person, *these, *days]):
        part = _Part(*row)
        parts[part.matter_id].append(part)
    return parts


def _sight(
    parts: list[_Part],
    sitting: Sitting,
    matter: Matter,
    led: frozenset[str],
    *,
    recused: bool,
    on: date,
) -> Sight:
    each = [_by_part(part, sitting, matter, led, on) for part in parts]
    found = (
        each[0]
        if len(each) == 1
        else max(each, key=lambda sight: (sight.reach, sight.until or date.max), default=Sight(Reach.NONE))
    )
    reach = Reach.OVERVIEW if recused and found.content else found.reach
    return Sight(reach, found.until, sitting.organ)


def _by_part(part: _Part, sitting: Sitting, matter: Matter, led: frozenset[str], on: date) -> Sight:
    over = part.until is not None and part.until <= on
    found = shown(_whose(part, sitting, led), tells=part.content and not matter.circle, over=over)
    return Sight(found, part.until if found and over and part.person_id is None else None)


def _whose(part: _Part, sitting: Sitting, led: frozenset[str]) -> Whose | None:
    if part.person_id is not None:
        return Whose.PERSON if part.person_id == sitting.person else None
    if part.organ_id == sitting.organ:
        return Whose.ORGAN
    return Whose.LED if part.organ_id in led else None


def _parties(matter: Matter) -> list[str]:
    return [o for o in (matter.owner_id, matter.counterpart_id) if o]
