"""What is on which day, as a seat sees it: meetings of all kinds that have a day, and limits that fall due."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from paizhu.accounts.sittings import Sitting
from paizhu.door.kinds import kinds
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.queries import Listed, heads
from paizhu.door.visibility import sights, visible

MOST = 500  # of a span


class Sort(StrEnum):
    MEETING = "meeting"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something on a day. head: the matter from outside, so that what the seat does not see is not in it."""

    day: date
    sort: Sort
    head: Listed


def occasions(sitting: Sitting, present: Present, first: date, last: date) -> tuple[Occasion, ...]:
    """Return what is on from the first day to the last, both included, the earlier first; `MOST` of them at most.

    The same number of queries for few and for many: one for each kind that meets, and a few more. The day of a meeting is
    content, a limit is seen in the overview; of a matter that was handed over, the organ that had it sees no day any more.
    """
    seen = visible(sitting, present)
    days = [(day, Sort.MEETING, key) for k in kinds if k.days for key, day in k.days(seen, first, last)]
    due = seen.filter(closed_on=None, due__range=(first, last)).values_list("due", "pk")
    days += [(day, Sort.DUE, key) for day, key in due if day is not None]
    days = sorted(days)[:MOST]
    matters = list(Matter.objects.filter(pk__in={key for _day, _sort, key in days}))
    sight = sights(sitting, matters, present)
    running = [m for m in matters if sight[m.pk].until is None]
    shown = {m.pk: h for m, h in zip(running, heads(running, sitting, present, sight), strict=True)}
    return tuple(
        Occasion(day, sort, shown[key])
        for day, sort, key in days
        if key in shown and (sort is Sort.DUE or sight[key].content)
    )
