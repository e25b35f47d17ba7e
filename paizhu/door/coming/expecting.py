"""Reminding an organ, once in a half-year, quarter or month, that acts which its norms expect in it are not done yet."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet

from paizhu.accounts.models import Account
from paizhu.door.coming.models import Outstanding
from paizhu.door.doing import Channel, Doing
from paizhu.door.mail.queueing import queue_outstanding
from paizhu.door.overdue.acts import EXPECTED, PRODUCT_ACTS, product
from paizhu.door.owing import NotDone, facts, owing
from paizhu.door.present import Present
from paizhu.door.recording import done
from paizhu.norms.expected.calendar import Period, name_of, period_of
from paizhu.registry.records import DAY_LAST, DAY_ZERO

# Period -> so many days before its end it is told: the shorter it is, the later. What is expected once in a year is told with
# the half-year in which that year ends.
NEAR_DAYS = {"half_year": 30, "quarter": 15, "month": 7}
_WITH = {"half_year": ("half_year", "year")}
AT_ONCE = 5  # organs: each is worked out anew, so the other steps have their turn in between


def remind_of_expected(present: Present) -> int:
    """Look after organs of which a period is near its end; return how many were looked at.

    An organ that owes nothing is looked at again the next day. Can be stopped anywhere and run beside another one.
    """
    near = _near(present.on)
    if not near:
        return 0
    over = {(row.organ_id, row.per) for row in _rows(near) if row.entry_id or row.looked_on >= present.on}
    due = {organ: [p for p in near if (organ, p.per) not in over] for organ in _seated(present)}
    some = [(organ, left) for organ, left in due.items() if left][:AT_ONCE]
    return sum(_look(organ, left, present) for organ, left in some)


def outstanding(organ: str, present: Present, per: str) -> tuple[NotDone, ...]:
    """Return what the organ owes by the end of that period and has not done; none where it is not worked out."""
    known = facts(organ, present)
    return _of(owing(known, present.on).owes, period_of(present.on, per)) if known else ()


def _of(owes: Iterable[NotDone], period: Period) -> tuple[NotDone, ...]:
    pers = _WITH.get(period.per, (period.per,))
    return tuple(one for one in owes if one.expected.period.per in pers and one.expected.due <= period.last)


def reminders(organ: str, present: Present) -> list[tuple[Period, date]]:
    """Return of which running periods the organ was reminded, and when, if something of them is not done still."""
    running = [period_of(present.on, per) for per in NEAR_DAYS]
    rows = _rows(running).filter(organ=organ).exclude(entry=None)
    told = dict(rows.values_list("per", "looked_on"))
    known = facts(organ, present) if told else None
    owes = owing(known, present.on).owes if known else ()
    return [(period, told[period.per]) for period in running if period.per in told and _of(owes, period)]


def _near(on: date) -> list[Period]:
    running = (period_of(on, per) for per in NEAR_DAYS)
    return [period for period in running if on >= period.last - timedelta(days=NEAR_DAYS[period.per])]


def _rows(of: Iterable[Period]) -> QuerySet[Outstanding]:
    return Outstanding.objects.filter(reduce(or_, (Q(per=p.per, first=p.first) for p in of)))


def _seated(present: Present) -> list[str]:
    """The organs in which somebody with an account sits: for the others there is nobody to tell."""
    persons = set(Account.objects.exclude(person=None).values_list("person", flat=True))
    chart, on = present.here.chart, present.on
    held = (
        chart.posts[s.post].organ
        for s in chart.seats.values()
        if s.person in persons and (s.since or DAY_ZERO) <= on < (s.until or DAY_LAST)
    )
    return sorted({organ for organ in held if present.knows(organ)})


def _look(organ: str, periods: Iterable[Period], present: Present) -> bool:
    known = facts(organ, present)
    owes = owing(known, present.on).owes if known else ()
    looked = [_tell(organ, period, len(_of(owes, period)), present) for period in periods]
    return any(looked)


def _tell(organ: str, period: Period, count: int, present: Present) -> bool:
    """Note that it was looked, and tell the organ where anything is not done. count: how much."""
    with transaction.atomic():
        # Of two workers that begin the row at once one makes it, and both take it in turn.
        place = {"organ_id": organ, "per": period.per, "first": period.first}
        Outstanding.objects.bulk_create(
            [Outstanding(**place, looked_on=present.on - timedelta(days=1))], ignore_conflicts=True
        )
        row = Outstanding.objects.select_for_update(skip_locked=True, no_key=True).filter(**place).first()
        if row is None or row.entry_id is not None or row.looked_on >= present.on:
            return False
        row.looked_on = present.on
        if count:
            doing = Doing(PRODUCT_ACTS[EXPECTED], product(organ, present), present, Channel.WORKER)
            doing.facts |= {"period": name_of(period), "count": count}
            row.entry = done(doing, from_="")
            row.save(update_fields=["looked_on", "entry"])
            queue_outstanding(row, present)
        else:
            row.save(update_fields=["looked_on"])
        return True
