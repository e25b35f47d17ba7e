"""The slider of days: the span in which something changes, with a mark for each day on which something does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import log1p

from django.utils import timezone

from paizhu.web.days import FIRST, LAST

WIDTH, HEIGHT = 1000, 24  # units of the drawing, which is stretched to the slider's width
_MARGIN = timedelta(days=30)
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which records begin or end. x, y, high: its place in the drawing."""

    day: date
    count: int
    x: float
    y: float
    high: float


@dataclass(frozen=True, slots=True)
class Strip:
    """earlier, later: the nearest days of change before and after the day shown.  listed: the latest, newest first."""

    first: date
    last: date
    on: date
    marks: list[Mark]
    earlier: date | None
    later: date | None
    listed: list[Mark]

    @property
    def span(self) -> int:
        return (self.last - self.first).days

    @property
    def place(self) -> int:
        return (self.on - self.first).days

    @property
    def x(self) -> float:
        """Where the day shown stands in the drawing."""
        return round(WIDTH * self.place / self.span, 1)


def strip(counted: Mapping[date, int], on: date) -> Strip | None:
    """Return the slider for these days of change; None where nothing ever changes."""
    days = [day for day in counted if FIRST <= day <= LAST]
    if not days:
        return None
    first = max(min(*days, on) - _MARGIN, FIRST)
    last = min(max(*days, on, timezone.localdate()) + _MARGIN, LAST)
    most, span = log1p(max(counted.values())), (last - first).days
    marks = []
    for day in sorted(days):
        high = round(HEIGHT * max(log1p(counted[day]) / most, 0.2), 1)
        x = round(WIDTH * (day - first).days / span, 1)
        marks.append(Mark(day, counted[day], x, round(HEIGHT - high, 1), high))
    earlier, later = [d for d in days if d < on], [d for d in days if d > on]
    return Strip(
        first,
        last,
        on,
        marks,
        max(earlier, default=None),
        min(later, default=None),
        marks[::-1][:_LISTED],
    )
