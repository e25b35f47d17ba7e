"""Periods of the calendar: years, half-years, quarters and months, each with its first and last day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    "year": 12,
    "half_year": 6,
    "quarter": 3,
    "month": 1,
}  # the length of each period of a norm's `every`
_NAME = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


class Period(NamedTuple):
    """A period of the calendar. first, last: both inclusive."""

    per: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def number(self) -> int:
        """Which of its kind it is within the year, from 1."""
        return (self.first.month - 1) // MONTHS[self.per] + 1


def period_of(day: date, per: str) -> Period:
    """Return the period that a day lies in.

    per: "year", "half_year", "quarter" or "month"; raises KeyError for any other word.

    >>> period_of(date(2025, 8, 9), "quarter")
    Period(per='quarter', first=datetime.date(2025, 7, 1), last=datetime.date(2025, 9, 30))
    """
    length = MONTHS[per]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    after = first.month + length
    # Counted from the next first day, which the last year of all does not have.
    last = date(day.year, 12, 31) if after > MONTHS["year"] else date(day.year, after, 1) - timedelta(days=1)
    return Period(per, first, last)


def periods(per: str, first: date, last: date) -> Iterator[Period]:
    """Yield the periods that have a day within the span, both ends included, in order.

    >>> [p.number for p in periods("quarter", date(2025, 3, 31), date(2025, 7, 1))]
    [1, 2, 3]
    """
    day = first
    while day <= last:
        found = period_of(day, per)
        yield found
        if found.last == date.max:
            return
        day = found.last + timedelta(days=1)


def period_named(name: str) -> Period | None:
    """Return the period of that name: 2025, 2025-H2, 2025-Q3 or 2025-08; None when it names none.

    >>> period_named("2025-Q3") == period_of(date(2025, 8, 9), "quarter")
    True
    >>> period_named("2025-Q5") is period_named("0000") is None
    True
    """
    found = _NAME.fullmatch(name)
    if found is None or found[1] == "0000":
        return None
    year = int(found[1])
    for per, number in (("half_year", found[2]), ("quarter", found[3]), ("month", found[4])):
        if number:
            return period_of(date(year, (int(number) - 1) * MONTHS[per] + 1, 1), per)
    return period_of(date(year, 1, 1), "year")


def name_of(period: Period) -> str:
    """Return the name by which `period_named` finds the period.

    >>> [name_of(period_of(date(2025, 8, 9), per)) for per in MONTHS]
    ['2025', '2025-H2', '2025-Q3', '2025-08']
    """
    marks = {"year": "", "half_year": f"-H{period.number}", "quarter": f"-Q{period.number}"}
    return f"{period.first.year:04}" + marks.get(period.per, f"-{period.number:02}")
