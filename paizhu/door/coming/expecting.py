"""Reminding an organ, once in a half-year, that acts which its norms expect by its end are not done yet."""

from datetime import date, timedelta

from django.db import transaction

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

PER, NEAR_DAYS = "half_year", 30
AT_ONCE = 5  # organs: each is worked out anew, so the other steps have their turn in between


def remind_of_expected(present: Present) -> int:
    """Look after organs whose half-year is near its end; return how many were looked at.

    An organ that owes nothing is looked at again the next day. Can be stopped anywhere and run beside another one.
    """
    period = period_of(present.on, PER)
    if present.on < period.last - timedelta(days=NEAR_DAYS):
        return 0
    of_period = Outstanding.objects.filter(per=PER, first=period.first)
    over = set(of_period.exclude(entry=None).values_list("organ", flat=True))
    over |= set(of_period.filter(looked_on__gte=present.on).values_list("organ", flat=True))
    due = [organ for organ in _seated(present) if organ not in over][:AT_ONCE]
    return sum(_look(organ, period, present) for organ in due)


def outstanding(organ: str, present: Present) -> tuple[NotDone, ...]:
    """Return what the organ owes by the end of the half-year and has not done; none where it is not worked out."""
    known = facts(organ, present)
    last = period_of(present.on, PER).last
    return tuple(one for one in owing(known, present.on).owes if one.expected.due <= last) if known else ()


def reminded_on(organ: str, on: date) -> date | None:
    """Return when the organ was reminded in the running half-year; None: it was not."""
    found = Outstanding.objects.filter(organ=organ, per=PER, first=period_of(on, PER).first)
    return found.exclude(entry=None).values_list("looked_on", flat=True).first()


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


def _look(organ: str, period: Period, present: Present) -> bool:
    count = len(outstanding(organ, present))
    with transaction.atomic():
        # Of two workers that begin the row at once one makes it, and both take it in turn.
        place = {"organ_id": organ, "per": PER, "first": period.first}
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
            row.entry = done(doing, from_="", key="")
            row.save(update_fields=["looked_on", "entry"])
            queue_outstanding(row, present)
        else:
            row.save(update_fields=["looked_on"])
        return True
