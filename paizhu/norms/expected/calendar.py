"""Periods of the calendar: years, half-years, quarters and months, each with its first and last day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    "year": 12,
    "half_year": 6,
    "quarter": 3,
    "month": 1,
}  # the length of each period of a norm's `every`


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
