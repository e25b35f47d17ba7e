"""The days of a sum as a wall calendar shows them, each with what it is in the sum."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from paizhu.norms.model import Text, Unit
from paizhu.norms.periods.calendar import Calendar
from paizhu.norms.periods.sums import Sum

_DAY = timedelta(days=1)


class Mark(StrEnum):
    """What a day is in a sum; the first that fits, in this order."""

    EVENT_AND_DUE = "event-due"  # hours that end on the day they begin
    EVENT = "event"
    DUE = "due"
    NOMINAL = "nominal"  # only where the period is due on another day
    COUNTED = "counted"
    OFF = "off"  # not counted, or moved over
    SUSPENDED = "suspended"
    OUTSIDE = "outside"  # before the event, or after the due day


MARKS = {
    Mark.EVENT_AND_DUE: Text("事件日，当日届满", "event, and due the same day"),
    Mark.EVENT: Text("事件日", "event"),
    Mark.DUE: Text("届满日", "due"),
    Mark.NOMINAL: Text("名义届满日", "nominal end"),
    Mark.COUNTED: Text("计入", "counted"),
    Mark.OFF: Text("休息日，不计", "day off, not counted"),
    Mark.SUSPENDED: Text("中止，不计", "suspended, not counted"),
    Mark.OUTSIDE: Text("", ""),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One day. number: which counted day it is, None when it is not counted (or hours are).

    works: as far as is known.  made_up: a weekend that is worked.  name: of the holiday or weekend, None otherwise.
    """

    day: date
    mark: Mark
    number: int | None
    works: bool
    made_up: bool
    name: Text | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday; None where a week begins or ends in another month."""

    year: int
    month: int
    weeks: tuple[tuple[Shown | None, ...], ...]


def months(total: Sum, calendar: Calendar) -> Iterator[Month]:
    """Every month from the event to the due day."""
    marked = dict(_marked(total, calendar))
    day = _date(total.event).replace(day=1)
    while day <= total.due_on:
        after = (day + 31 * _DAY).replace(day=1)
        cells: list[Shown | None] = [None] * day.weekday()
        while day < after:
            cells.append(marked.get(day) or _shown(day, Mark.OUTSIDE, None, calendar))
            day += _DAY
        cells += [None] * (-len(cells) % 7)
        weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
        month = (after - _DAY).replace(day=1)
        yield Month(month.year, month.month, weeks)


def _marked(total: Sum, calendar: Calendar) -> Iterator[tuple[date, Shown]]:
    """The days from the event to the due day."""
    number = 0
    for ordinal in range(_date(total.event).toordinal(), total.due_on.toordinal() + 1):
        day = date.fromordinal(ordinal)
        counts = _counts(day, total, calendar)
        number += counts
        yield day, _shown(day, _mark(day, total, calendar), number if counts else None, calendar)


def _counts(day: date, total: Sum, calendar: Calendar) -> bool:
    """Whether it is one of the counted days, which have numbers; hours are no days."""
    if isinstance(total.nominal, datetime) or not total.event < day <= total.nominal:
        return False
    stretch = next(s for s in total.stretches if day <= s.last)
    works = stretch.unit is not Unit.WORKING_DAY or calendar.is_working(day)
    return works and not _is_suspended(day, total)


def _mark(day: date, total: Sum, calendar: Calendar) -> Mark:
    event, nominal, due = _date(total.event), _date(total.nominal), total.due_on
    if day in {event, nominal, due}:
        ends = Mark.DUE if day == due else Mark.NOMINAL
        return ends if day != event else Mark.EVENT_AND_DUE if day == due else Mark.EVENT
    if isinstance(total.event, datetime) or _counts(day, total, calendar):
        return Mark.COUNTED
    return Mark.SUSPENDED if _is_suspended(day, total) else Mark.OFF


def _is_suspended(day: date, total: Sum) -> bool:
    return any(span.since <= day < span.until for span in total.suspensions)


def _shown(day: date, mark: Mark, number: int | None, calendar: Calendar) -> Shown:
    works, made_up = calendar.is_working(day), calendar.is_made_up(day)
    return Shown(day, mark, number, works, made_up, calendar.name(day))


def _date(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
