"""Rectifications together, as far as a seat sees them: a page of them, their measures in time, their causes by unit.

Visibility is the door's (`door.visibility`); what is asked of content leaves out whatever is not seen with content.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Clock, Matter
from paizhu.door.present import Present
from paizhu.door.queries import Listed, heads
from paizhu.door.visibility import Reach, Sight, sights, visible
from paizhu.norms.errors import InvalidInput
from paizhu.rectification.heads import Head, Standing, same_label
from paizhu.rectification.models import Cause, Measure

KIND, WITHDRAWN, RECOMMEND = "rectification", "withdrawn", "recommend"
LIMIT, MOST_OPEN, MOST_TIMED, MOST_CAUSES = 50, 200, 60, 2_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to list. unit: its id.  label: a cause's, with or without its head.  late: a clock is over.  closed: None, both."""

    state: str = ""
    unit: str = ""
    head: str = ""
    label: str = ""
    late: bool = False
    closed: bool | None = None

    @property
    def asks_content(self) -> bool:
        """Whether it asks for what only whoever sees the content knows."""
        return bool(self.unit or self.head or self.label)


@dataclass(frozen=True, slots=True)
class Line:
    """A rectification in a list. measures: how many stand how, None where its content is not seen.

    late: a clock of it is over; late_measures: how many measures are.
    """

    head: Listed
    late: bool
    measures: Counter[Standing] | None
    late_measures: int = 0

    @property
    def total(self) -> int:
        """How many measures there are."""
        return sum(self.measures.values()) if self.measures else 0


@dataclass(frozen=True, slots=True)
class Page:
    """Rectifications, newest first. next: where the next page begins, "" on the last one."""

    lines: tuple[Line, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Timed:
    """A rectification whose measures are under way, with them in their order; due: by number, of clocks that run."""

    head: Listed
    measures: tuple[Measure, ...]
    due: dict[int, date]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A cause that was found in several units. units: ids."""

    head: Head
    label: str
    units: tuple[str, ...]
    matters: int


@dataclass(slots=True)
class Causes:
    """How often a cause was found, by unit and head; and those found in several units. more: older ones are left out."""

    counts: dict[str, Counter[Head]] = field(default_factory=dict)
    recurring: tuple[Recurring, ...] = ()
    more: bool = False


def page(sitting: Sitting, present: Present, chosen: Chosen, *, after: str = "", limit: int = LIMIT) -> Page:
    """Return a page of the rectifications that the seat sees, newest first. after: `next` of the page before.

    Raises InvalidInput when `after` is no matter of which the seat sees anything.
    """
    found = _wanted(_seen(sitting, present, own=chosen.asks_content), chosen, present.on)
    if after:
        start = visible(sitting, present).filter(reference=after).values_list("pk", flat=True).first()
        if start is None:
            raise InvalidInput(_("There is no such page; start again with the first one."))
        found = found.filter(pk__lt=start)
    rows = list(found.order_by("-pk")[: limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    lines = _lines(rows, sitting, present)
    return Page(tuple(line for line in lines if _fits(line, chosen)), rows[-1].reference if more else "")


def timed(sitting: Sitting, present: Present) -> tuple[tuple[Timed, ...], bool]:
    """Return the open rectifications with a plan, the next due first, and whether there are more than MOST_TIMED."""
    own = _seen(sitting, present, own=True).filter(closed_on=None, rectification__planned_on__isnull=False)
    rows = list(own.order_by(F("due").asc(nulls_last=True), "-pk")[: MOST_TIMED + 1])
    more, seen = len(rows) > MOST_TIMED, sights(sitting, rows, present)
    rows = [m for m in rows[:MOST_TIMED] if _whole(seen[m.pk])]
    shown = dict(zip([m.pk for m in rows], heads(rows, sitting, present, seen), strict=True))
    measures = Measure.objects.filter(matter__in=list(shown)).exclude(standing=Standing.DROPPED)
    of: dict[int, list[Measure]] = {}
    for measure in measures.order_by("due_on", "number"):
        of.setdefault(measure.matter_id, []).append(measure)
    due: dict[int, dict[int, date]] = {}
    for clock in _clocks(list(shown)):
        due.setdefault(clock.matter_id, {})[int(clock.item)] = clock.due
    found = (Timed(head, tuple(of[key]), due.get(key, {})) for key, head in shown.items() if key in of)
    return tuple(found), more


def causes(sitting: Sitting, present: Present) -> Causes:
    """Return what was found under the four heads, by unit, over the newest MOST_CAUSES rectifications that the seat sees."""
    own = _seen(sitting, present, own=True).exclude(state=WITHDRAWN)
    rows = list(own.order_by("-pk")[: MOST_CAUSES + 1])
    seen = sights(sitting, rows, present)
    units = {m.pk: str(m.counterpart_id) for m in rows[:MOST_CAUSES] if _whole(seen[m.pk])}
    found = Cause.objects.filter(matter__in=list(units)).exclude(label="").order_by("-matter_id")
    counts: dict[str, Counter[Head]] = {unit: Counter() for unit in units.values()}
    same: dict[tuple[Head, str], list[Cause]] = {}
    for cause in found:
        head = Head(cause.head)
        counts[units[cause.matter_id]][head] += 1
        same.setdefault((head, cause.same), []).append(cause)
    recurring = [_recurring(head, some, units) for (head, _same), some in same.items()]
    several = sorted((r for r in recurring if len(r.units) > 1), key=lambda r: (-len(r.units), r.label))
    return Causes(counts, tuple(several), len(rows) > MOST_CAUSES)


def may_recommend(sitting: Sitting, present: Present) -> bool:
    """Return whether some norm lets organs of the seat's kind recommend anything; whom, the door rules on."""
    if sitting.administers is not None or not present.knows(sitting.organ):
        return False
    kinds = present.day.world.line(sitting.organ)
    return any(
        norm.act == RECOMMEND and kinds.intersection(norm.bearers) for norm in present.base.norms.values()
    )


def units_of(sitting: Sitting, present: Present) -> tuple[str, ...]:
    """Return the units of the rectifications in which the seat's organ takes part, to choose from."""
    own = _seen(sitting, present, own=True).order_by().values_list("counterpart", flat=True).distinct()
    return tuple(sorted(filter(None, own)))


def _seen(sitting: Sitting, present: Present, *, own: bool) -> QuerySet[Matter]:
    """The rectifications of which the seat sees anything. own: only by a part of its organ or its person."""
    return visible(sitting, present, own=own).filter(kind=KIND)


def _wanted(found: QuerySet[Matter], chosen: Chosen, on: date) -> QuerySet[Matter]:
    asked = Q()
    if chosen.state:
        asked &= Q(state=chosen.state)
    if chosen.unit:
        asked &= Q(counterpart=chosen.unit)
    if chosen.late:
        asked &= Q(pk__in=Clock.objects.filter(stopped_on=None, due__lt=on).values("matter_id"))
    if chosen.closed is not None:
        asked &= Q(closed_on__isnull=not chosen.closed)
    if chosen.head or chosen.label:
        like = Cause.objects.exclude(label="")
        like = like.filter(head=chosen.head) if chosen.head else like
        like = like.filter(same=same_label(chosen.label)) if chosen.label else like
        asked &= Q(pk__in=like.values("matter_id")) & ~Q(state=WITHDRAWN)
    return found.filter(asked)


def _lines(rows: list[Matter], sitting: Sitting, present: Present) -> list[Line]:
    seen = sights(sitting, rows, present)
    whole = [m.pk for m in rows if _whole(seen[m.pk])]
    measures: dict[int, Counter[Standing]] = {key: Counter() for key in whole}
    counted = Measure.objects.filter(matter__in=whole).exclude(standing=Standing.DROPPED)
    for key, standing in counted.values_list("matter_id", "standing"):
        measures[key][Standing(standing)] += 1
    over = Counter(c.matter_id for c in _clocks(whole) if c.due < present.on)
    late = _late([m.pk for m in rows], present.on)
    return [
        Line(head, head.due is not None and m.pk in late, measures.get(m.pk), over[m.pk])
        for m, head in zip(rows, heads(rows, sitting, present, seen), strict=True)
    ]


def _late(keys: list[int], on: date) -> set[int]:
    over = Clock.objects.filter(matter__in=keys, stopped_on=None, due__lt=on)
    return set(over.values_list("matter_id", flat=True))


def _clocks(keys: list[int]) -> QuerySet[Clock]:
    return Clock.objects.filter(matter__in=keys, limit="measure", stopped_on=None)


def _fits(line: Line, chosen: Chosen) -> bool:
    """Whether what the seat sees is what was asked for: of what is past it is the state of then."""
    return (
        chosen.state in ("", line.head.state)
        and (not chosen.asks_content or line.measures is not None)
        and (not chosen.late or line.late)
    )


def _whole(sight: Sight) -> bool:
    """Whether all of it is seen: of what was handed over it is not known how it stands now."""
    return sight.reach is Reach.CONTENT


def _recurring(head: Head, some: Iterable[Cause], units: dict[int, str]) -> Recurring:
    found = list(some)
    return Recurring(head, found[0].label, tuple(sorted({units[c.matter_id] for c in found})), len(found))
