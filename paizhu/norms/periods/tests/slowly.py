"""The same sums as a clerk would make them with a wall calendar: day by day, hour by hour, nothing clever."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from paizhu.norms.model import Rolls, Unit
from paizhu.norms.periods.sums import Extension, Suspension

Works = Callable[[date], bool]


def stands_still(moment: date, suspensions: Iterable[Suspension]) -> bool:
    return any(span.since <= moment < span.until for span in suspensions)


def ends(
    start: date,
    length: int,
    unit: Unit,
    works: Works,
    rolls: Rolls,
    suspensions: list[Suspension],
    extensions: list[Extension],
) -> tuple[date, date]:
    """Return the nominal and the due day."""
    nominal = start
    for counted, of in [(length, unit), *((e.length, e.unit) for e in extensions)]:
        nominal = one(nominal, counted, of, works, suspensions)
    due = nominal
    if rolls is not Rolls.NEVER:
        while not works(due) or (due > nominal and stands_still(due, suspensions)):
            due = due + timedelta(days=1)
    return nominal, due


def one(start: date, length: int, unit: Unit, works: Works, suspensions: list[Suspension]) -> date:
    if unit in {Unit.MONTH, Unit.YEAR}:
        length = days_of_months(start, length * (12 if unit is Unit.YEAR else 1))
    day = start
    while length > 0:
        day = day + timedelta(days=1)
        counts = unit is not Unit.WORKING_DAY or works(day)
        if counts and not stands_still(day, suspensions):
            length = length - 1
    return day


def days_of_months(start: date, months: int) -> int:
    """How many days after the start the months end: turn the leaves, then look for the number of the day."""
    day = start.replace(day=1)
    for _ in range(months):
        day = (day + timedelta(days=31)).replace(day=1)
    last = day
    while last.day < start.day and (last + timedelta(days=1)).month == day.month:
        last = last + timedelta(days=1)
    return (last - start).days


def hours_end(start: datetime, length: int, suspensions: list[Suspension]) -> datetime:
    """Return the instant; spans must begin and end whole hours from the start."""
    hour = start
    while length > 0:
        if not stands_still(hour, suspensions):
            length = length - 1
        hour = hour + timedelta(hours=1)
    return hour
