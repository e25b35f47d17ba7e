"""The record of both responsibilities (履责记实): what an office did toward a host, and what the host did.

The record is a by-product of the work: nothing is written for it. What somebody may see of it is decided by `visibility`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import acts as every
from paizhu.door.models import Matter, Participation, Performed
from paizhu.door.owing import sought
from paizhu.door.performances import Kept, Sought, performed
from paizhu.door.present import Present
from paizhu.door.statistics import withheld
from paizhu.door.visibility import Sight, shows, sights
from paizhu.guard import beyond
from paizhu.norms.expected.counting import Outlook
from paizhu.norms.expected.model import Expected, Unset
from paizhu.norms.expected.reckoning import Reckoned, reckon
from paizhu.norms.model import Text
from paizhu.registry.expecting import outlook_of, own_parties
from paizhu.registry.responsible import bodies_of

LATEST, SHOWN = 500, 50


@dataclass(frozen=True, slots=True)
class Did:
    """An act on record, on a matter of which the seat sees the content. recorded_on: later than `on` where it was made late.

    meets: the act of the norms that was done by it; "" for every other step.
    """

    act: str
    name: Text
    on: date
    recorded_on: date
    organ: str
    log: str
    entry: int
    reference: str
    title: str
    meets: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """The matters with acts in a column of which the seat sees no content. matters: None where the figure is withheld."""

    matters: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One of the two responsibilities. organs: who bears it.  expected: None where it would be slow to work out.

    reckoned: as far as the seat may know, which may leave out some of what is expected.
    untold: references of matters of which no more is told than that something was done.
    acts: the latest first.  unseen: None where the column is of organs neither the seat's own nor led by it.
    """

    organs: tuple[str, ...]
    expected: tuple[Expected, ...] | None
    unset: tuple[Unset, ...]
    reckoned: tuple[Reckoned, ...]
    untold: frozenset[str]
    acts: tuple[Did, ...]
    more: bool
    unseen: Unseen | None


@dataclass(frozen=True, slots=True)
class Both:
    """Both responsibilities in a span of days."""

    supervision: Column
    principal: Column


def both(sitting: Sitting, present: Present, office: str, host: str, first: date, last: date) -> Both:
    """Return what the two columns hold from the first day to the last, as the seat sees it.

    The pair must be one of those that the seat may see (`visibility.pairs_seen`). The same number of queries for few
    acts and for many.
    """
    sides = ((office,), bodies_of(present.here.chart, host, first, last))
    looking = _Looking(sitting, present, (first, last), sides)
    return Both(looking.column(*sides, principal=False), looking.column(*sides[::-1], principal=True))


class _Looking:
    """A seat that looks at a span of days."""

    def __init__(
        self,
        sitting: Sitting,
        present: Present,
        span: tuple[date, date],
        sides: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        self.sitting, self.present, (self.first, self.last) = sitting, present, span
        self.near = {sitting.organ, *present.led_by(sitting.organ)}
        # Who supervises a host knows whether its bodies do what they owe, though not how: no day, no matter.
        supervises = self.near.intersection(sides[0])
        self.parties = self._parties(self.near.union(sides[1] if supervises else ()))

    def column(self, organs: tuple[str, ...], others: tuple[str, ...], *, principal: bool) -> Column:
        """The responsibility of some organs; that for supervision is only what is toward the others."""
        own, toward = self._parties(organs), None if principal else self._parties(others)
        found = self._outlook(own, toward)
        every = performed(Sought(own, self.first, self.last))
        did = tuple(k for k in every if toward is None or k.performance.toward in toward)
        rows = self._rows(organs, others, did)
        meant = sought(found.expected if found else (), self.first, self.last)
        counting = tuple(k for k in every if meant.has(k.performance))
        sight = self._sights({row.matter_id for row in rows if row.matter_id} | {k.matter for k in counting})
        reckoned, untold = self._reckoned(found.expected if found else (), counting, sight)
        acts, hidden = self._told(rows, sight, did)
        return Column(
            organs=organs,
            expected=found.expected if found else None,
            unset=found.unset if found else (),
            reckoned=reckoned,
            untold=untold,
            acts=tuple(acts[:SHOWN]),
            more=len(acts) > SHOWN or len(rows) == LATEST,
            unseen=Unseen(withheld(hidden)) if self.near.intersection(organs) else None,
        )

    def _parties(self, organs: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(own_parties(self.present.here, organ) for organ in organs))

    def _outlook(self, own: frozenset[str], toward: frozenset[str] | None) -> Outlook | None:
        """What these parties owe; toward the others only, where such are named."""
        found = outlook_of(self.present.here, own, self.first, self.last, at_hand=self.present.on)
        if found is None:
            return None

        def is_meant(one: Expected | Unset) -> bool:
            return one.duty.bearer in own and (toward is None or one.duty.toward in toward)

        return Outlook(
            tuple(e for e in found.expected if is_meant(e)), tuple(u for u in found.unset if is_meant(u))
        )

    @beyond.reading(beyond.Why.RECORD)
    def _rows(self, organs: Collection[str], others: Collection[str], did: Sequence[Kept]) -> list[Performed]:
        """What the organs did on matters in which one of the others takes part, and what they did of their duties."""
        shared = Participation.objects.filter(organ__in=others, person=None).exclude(side="").values("matter")
        own = Participation.objects.filter(organ__in=organs, person=None).exclude(side="").values("matter")
        together = Q(matter__in=shared) & Q(matter__in=own) & Q(organ__in=organs)
        duties = Q(entry__in=[k.entry for k in did[-LATEST:]])
        told = Q(organ=self.sitting.organ) | ~Q(act__in=every.inward())
        acts = Performed.objects.filter(told, together | duties, on__range=(self.first, self.last))
        return list(acts.select_related("matter", "entry__log").order_by("-on", "-entry")[:LATEST])

    @beyond.reading(beyond.Why.RECORD)
    def _sights(self, matters: set[int]) -> dict[int, Sight]:
        return sights(self.sitting, Matter.objects.filter(pk__in=matters), self.present)

    def _reckoned(
        self, expected: Collection[Expected], counting: Collection[Kept], sight: dict[int, Sight]
    ) -> tuple[tuple[Reckoned, ...], frozenset[str]]:
        """How it stands, as far as the seat may know.

        All of it where one of the parties is its own organ, led by it, or supervised by one of these. Of what others owe
        it knows what it sees was done, never that something was not done.
        """
        seen = [k.performance for k in counting if self._shows(k, sight)]
        every = [k.performance for k in counting]
        mine = [e for e in expected if self.parties.intersection((e.duty.bearer, e.duty.toward))]
        others = [e for e in expected if not self.parties.intersection((e.duty.bearer, e.duty.toward))]
        known = (r for r in reckon(others, seen, self.present.on) if r.performance is not None)
        untold = {p.reference for p in every} - {p.reference for p in seen}
        return (*reckon(mine, every, self.present.on), *known), frozenset(untold)

    def _shows(self, kept: Kept, sight: dict[int, Sight]) -> bool:
        done = kept.performance
        return shows(sight[kept.matter], self.sitting, done.done_on, done.bearer)

    def _told(
        self, rows: Collection[Performed], sight: dict[int, Sight], did: Collection[Kept]
    ) -> tuple[list[Did], int]:
        """The acts that the seat sees, and the number of matters with acts that it does not see."""
        meets = {k.entry: k.performance.act for k in did}
        told, hidden = [], set()
        for row in rows:
            assert row.matter is not None
            steps = self.present.base.procedure_by_id(row.matter.procedure).steps
            name = next((step.name for step in steps if step.id == row.act), None)
            if name is None:
                continue  # recusals and grants are about persons
            if shows(sight[row.matter.pk], self.sitting, row.on, row.organ):
                told.append(_did(row, row.matter, name, meets.get(row.entry_id, "")))
            else:
                hidden.add(row.matter.pk)
        return told, len(hidden)


def _did(row: Performed, matter: Matter, name: Text, meets: str) -> Did:
    return Did(
        act=row.act,
        name=name,
        on=row.on,
        recorded_on=timezone.localdate(row.entry.at),
        organ=row.organ,
        log=row.entry.log.organ,
        entry=row.entry.number,
        reference=matter.reference,
        title=matter.title or matter.reference,
        meets=meets,
    )
