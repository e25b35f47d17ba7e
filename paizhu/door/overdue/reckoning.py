"""Clocks that were reckoned without an official calendar, reckoned anew when one has come; on record."""

from collections import Counter
from enum import StrEnum

from django.db import transaction

from paizhu.door import clocks
from paizhu.door.models import Clock, Matter
from paizhu.door.overdue.acts import RECKON, record
from paizhu.door.present import Present
from paizhu.guard import beyond


class Outcome(StrEnum):
    """What became of a clock. SETTLED: its day stayed, and is no longer provisional, or is so now."""

    SETTLED = "settled"
    MOVED = "moved"


def reckon_anew(present: Present) -> int:
    """Reckon the provisional clocks that run, by the calendar as it is known now; return how many are settled or moved."""
    return reckoned(present).total()


@beyond.working(beyond.Why.CALENDAR)
def reckoned(present: Present, *, every: bool = False) -> Counter[Outcome]:
    """Reckon the clocks that run anew, and return how many are settled and how many moved.

    every: those too that are not provisional, because a year that was known has been loaded anew.
    """
    running = Clock.objects.filter(stopped_on=None).order_by("pk")
    wanted = running if every else running.filter(provisional=True)
    found = (_anew(clock, present, every=every) for clock in list(wanted))
    return Counter(outcome for outcome in found if outcome is not None)


def _anew(seen: Clock, present: Present, *, every: bool) -> Outcome | None:
    if not every and all(not present.calendar.covers(year) for year in seen.sum.get("lacking", [])):
        return None
    with transaction.atomic():
        # The matter before its clock and the log last, as every act takes them. Who is at it now will be done next time.
        matter = Matter.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=seen.matter_id)
        if matter.values_list("pk", flat=True).first() is None:
            return None
        rows = Clock.objects.select_for_update(of=("self",)).select_related("matter")
        clock = rows.filter(pk=seen.pk, stopped_on=None).first()
        if clock is None or not (every or clock.provisional):
            return None
        before = clock.nominal, clock.due, clock.provisional
        clocks.reckon(clock, present)
        if (clock.nominal, clock.due, clock.provisional) == before:
            return None
        moved = clock.due != before[1]
        facts = {"before": before[1].isoformat(), "provisional": clock.provisional}
        clocks.save_reckoned(clock)
        record(RECKON, clock, facts, {clock.organ_id} if moved else (), present)
        return Outcome.MOVED if moved else Outcome.SETTLED
