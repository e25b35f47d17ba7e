"""What a host's organ finds in its space: what is asked of it, what it owes in a half-year, and what it did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Ground, Matter, Participation, Performed
from paizhu.door.owing import sought
from paizhu.door.performances import performed
from paizhu.door.present import Present
from paizhu.door.today import Turn, today
from paizhu.door.visibility import sights
from paizhu.norms.expected.calendar import Period, period_of
from paizhu.norms.expected.reckoning import Reckoned, reckon
from paizhu.registry.expecting import outlook_of, own_parties
from paizhu.registry.responsible import host_of

LATEST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A matter with somebody else that waits for the organ. norms: on which it rests.

    agreement: it rests on agreement only.
    """

    turn: Turn
    norms: tuple[str, ...]
    agreement: bool


@dataclass(frozen=True, slots=True)
class Did:
    """An act of the organ on a matter of which the seat sees the content."""

    matter: Matter
    act: str
    on: date


@dataclass(frozen=True, slots=True)
class Space:
    """asked: the most urgent first.  owes: by due day; None where the registry is too large to work it out for a page.

    did: the latest first.
    """

    asked: tuple[Asked, ...]
    period: Period
    owes: tuple[Reckoned, ...] | None
    did: tuple[Did, ...]


def is_host(organ: str, present: Present) -> bool:
    """Return whether the organ is a host, or a body of one, on this day."""
    chart = present.here.chart
    return organ in chart.organs and host_of(chart, organ, present.on, present.on) is not None


def space(sitting: Sitting, present: Present) -> Space:
    """Return what the seat finds. Costs the same number of queries for few matters and for many."""
    period = period_of(present.on, "half_year")
    return Space(_asked(sitting, present), period, _owes(sitting, present, period), _did(sitting, present))


def _asked(sitting: Sitting, present: Present) -> tuple[Asked, ...]:
    turns = _with_others(sitting.organ, today(sitting, present).turns)
    norms: dict[int | None, list[str]] = {}
    agreed = set()
    grounds = Ground.objects.filter(matter__in=[turn.matter.pk for turn in turns]).order_by("pk")
    for matter, basis, ids in grounds.values_list("matter_id", "basis", "norms"):
        norms.setdefault(matter, []).extend(ids)
        if basis == "agreement":
            agreed.add(matter)
    return tuple(
        Asked(turn, tuple(dict.fromkeys(norms.get(turn.matter.pk, ()))), turn.matter.pk in agreed)
        for turn in turns
    )


def _with_others(organ: str, turns: Iterable[Turn]) -> list[Turn]:
    """Those that others brought, and those of its own in which others take part by now, such as a notice that it gave."""
    found = list(turns)
    own = [turn.matter.pk for turn in found if turn.matter.owner_id == organ]
    parts = Participation.objects.filter(matter__in=own, person=None, until=None).exclude(organ=organ)
    shared = set(parts.values_list("matter_id", flat=True)) if own else set()
    return [turn for turn in found if turn.matter.owner_id != organ or turn.matter.pk in shared]


def _owes(sitting: Sitting, present: Present, period: Period) -> tuple[Reckoned, ...] | None:
    """What the organ owes in periods that end in the half-year, with what the record holds of it."""
    own = own_parties(present.here, sitting.organ)
    found = outlook_of(present.here, own, period.first, period.last, at_hand=present.on)
    if found is None:
        return None
    expected = [e for e in found.expected if e.duty.bearer in own and period.first <= e.period.last]
    kept = performed(sought(expected, period.first, period.last))
    rows = reckon(expected, [k.performance for k in kept], present.on)
    return tuple(sorted(rows, key=lambda row: (row.expected.due, row.expected.order(), row.number)))


def _did(sitting: Sitting, present: Present) -> tuple[Did, ...]:
    rows = list(
        Performed.objects.filter(organ=sitting.organ, matter__isnull=False)
        .select_related("matter")
        .order_by("-entry_id")[: 3 * LATEST]
    )
    seen = sights(sitting, {row.matter_id: row.matter for row in rows if row.matter}.values(), present)
    told = [
        Did(row.matter, row.act, row.on)
        for row in rows
        if row.matter is not None
        and seen[row.matter.pk].content
        and not row.act.startswith(("recusal.", "grant.", "retention."))
    ]
    # An act may be recorded later than the day that it is about.
    return tuple(sorted(told[:LATEST], key=lambda one: one.on, reverse=True))
