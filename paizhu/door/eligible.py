"""Which seats may do a step: by side, by power, by recusal and by who did what before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from paizhu.accounts.sittings import Sitting, sittings_at
from paizhu.door.deriving import derived
from paizhu.door.deriving import parties as parties_of
from paizhu.door.models import Matter, Performed, Recusal
from paizhu.door.present import Present
from paizhu.guard import beyond
from paizhu.norms.procedure import Power, Step
from paizhu.registry.kinds import SOLE_TITLES, Level

# Every act asks it twice, so it is written out: made by the ORM it takes seven times as long.
_SIDES = """SELECT side, organ_id FROM door_participation
    WHERE matter_id = %s AND person_id IS NULL AND side <> '' AND since <= %s AND (until IS NULL OR until > %s)"""


@dataclass(frozen=True, slots=True)
class Eligible:
    """Seats that may do a step. stands_in: they belong to the organ that leads the one whose step it is."""

    seats: tuple[Sitting, ...]
    stands_in: bool


def has_power(seat: Sitting, power: Power) -> bool | None:
    """Return whether the seat has the power; None when the registry does not say its level."""
    if power is Power.ANY or seat.title in SOLE_TITLES or seat.level is Level.CHIEF:
        return True
    if seat.level is None:
        return None
    return power is Power.LEADER and seat.level is Level.DEPUTY


def sides_of(matter: Matter, present: Present) -> dict[str, str]:
    """Return who takes part as which side on this day: side -> organ."""
    day = connection.ops.adapt_datefield_value(present.on)
    with connection.cursor() as cursor:
        cursor.execute(_SIDES, [matter.pk, day, day])
        return dict(cursor.fetchall())


def acted(matter: Matter, acts: Iterable[str]) -> set[str]:
    """Return the persons who ever did any of these acts on the matter: several may have done one, each a part of it."""
    wanted = list(acts)
    if not wanted:
        return set()
    return set(Performed.objects.filter(matter=matter, act__in=wanted).values_list("person", flat=True))


@beyond.reading(beyond.Why.ELIGIBLE)
def recused(
    persons: Iterable[str], matter: Matter | None, organs: Iterable[str], present: Present
) -> set[str]:
    """Return those of the persons who are barred from the matter, or from matters with these organs, on this day."""
    organs = list(organs)
    about = Q(organ__in=organs)
    if matter is not None:
        about |= Q(matter=matter)
    asked, parties = list(persons), set(organs)
    barred = Recusal.objects.filter(about, person__in=asked).exclude(holds=False)
    said = set(barred.filter(Q(until=None) | Q(until__gt=present.on)).values_list("person_id", flat=True))
    return said | _derived(asked, matter, parties, present)


def _derived(persons: list[str], matter: Matter | None, organs: set[str], present: Present) -> set[str]:
    if matter is not None:
        return {person for _matter, person in derived(persons, [matter], present)}
    found = parties_of(persons, present).items()
    return {person for person, of in found if any(organs & theirs for theirs in of.values())}


@beyond.reading(beyond.Why.ELIGIBLE)
def eligible(step: Step, matter: Matter, organ: str, present: Present) -> Eligible:
    """Return the seats that may do the step for that organ; those of its leading organ where it has none itself.

    Source: 纪检监察机关派驻机构工作规则 (2022-06-22) 第十二条: the dispatching organ leads the office directly.
    """
    own = _may(step, matter, sittings_at(organ, present.on), present)
    leader = None if own else present.leader_of(organ)
    if leader is None:
        return Eligible(own, stands_in=False)
    theirs = _may(step, matter, sittings_at(leader, present.on), present)
    # One seat is named, so that everybody knows whose turn it is: the head's, else the first deputy's.
    named = sorted(theirs, key=lambda seat: (not has_power(seat, Power.HEAD), seat.seat))[:1]
    return Eligible(tuple(s for s in named if has_power(s, Power.LEADER)), stands_in=True)


def _may(step: Step, matter: Matter, seats: Iterable[Sitting], present: Present) -> tuple[Sitting, ...]:
    able = [seat for seat in seats if has_power(seat, step.power)]
    others = acted(matter, step.apart_from)
    parties = [o for o in (matter.owner_id, matter.counterpart_id) if o]
    barred = recused((s.person for s in able), matter, parties, present)
    return tuple(s for s in able if s.person not in others | barred)
