"""Counting hours, days, working days and months, over what is suspended."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from paizhu.norms.periods.calendar import Calendar, NamedDay
from paizhu.norms.periods.sums import PeriodError, Suspension

_DAY = timedelta(days=1)
_MONTHS = 12
M = TypeVar("M", date, datetime)


def after_months(event: date, months: int) -> date:
    """Return the day with the event's number so many months later, or the last of that month where there is none.

    Source: 民法典 (2021-01-01) 第二百零二条.

    >>> after_months(date(2023, 11, 30), 3)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(event.year * _MONTHS + event.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(event.day, monthrange(year, month + 1)[1]))


def after_hours(event: datetime, hours: int, suspensions: Iterable[Suspension]) -> datetime:
    """Return the instant at which so many hours have passed since the event, in the event's time zone."""
    # In UTC, where every hour is as long as another.
    begins = event.astimezone(UTC)
    ends = begins + timedelta(hours=hours)
    spans = [(_instant(s.since, event), _instant(s.until, event)) for s in suspensions]
    for since, until in _merged(spans):
        stopped = max(since, begins)
        if stopped < ends:
            ends += max(until - stopped, timedelta(0))
    return ends.astimezone(event.tzinfo)


def _instant(bound: date | datetime, event: datetime) -> datetime:
    if not isinstance(bound, datetime):
        bound = datetime.combine(bound, time(), event.tzinfo)
    if bound.tzinfo is None:
        raise PeriodError("中止的时刻应当带时区", "the instants of a suspension need a time zone")
    return bound.astimezone(UTC)


def _merged(spans: Iterable[tuple[M, M]]) -> Iterator[tuple[M, M]]:
    """The spans in order, those that touch or overlap as one."""
    held: tuple[M, M] | None = None
    for since, until in sorted(spans):
        if held is not None and since <= held[1]:
            held = held[0], max(held[1], until)
        else:
            if held is not None:
                yield held
            held = since, until
    if held is not None:
        yield held


class Days:
    """Counts the days of one sum, and keeps what it met: days off, make-up days, years without a calendar."""

    def __init__(self, calendar: Calendar, suspensions: Iterable[Suspension]) -> None:
        self._calendar = calendar
        self._spans = list(_merged([(s.since, s.until) for s in suspensions]))
        self.skipped: list[NamedDay] = []
        self.made_up: list[NamedDay] = []
        self.lacking: set[int] = set()

    def after_days(self, event: date, length: int) -> date:
        """Return the last of so many days after the event that are not suspended."""
        ends = event + length * _DAY
        for since, until in self._spans:
            begins = max(since, event + _DAY)
            if begins <= ends:
                ends += max(until - begins, timedelta(0))
        return ends

    def working(self, event: date, length: int) -> tuple[date, date]:
        """Return the first and the last of so many working days after the event that are not suspended."""
        first = last = self._working_after(event)
        for _ in range(length - 1):
            last = self._working_after(last)
        return first, last

    def next_working(self, day: date) -> date:
        """Return the day itself if it is worked, else the next one that is and is not suspended.

        Source: 民法典 (2021-01-01) 第二百零三条第一款.
        """
        return day if self._is_working(day) else self._working_after(day)

    def _working_after(self, day: date) -> date:
        day += _DAY
        while self._is_suspended(day) or not self._is_working(day):
            day += _DAY
        return day

    def _is_suspended(self, day: date) -> bool:
        return any(since <= day < until for since, until in self._spans)

    def _is_working(self, day: date) -> bool:
        """Whether the day is worked; what it is, is noted, once."""
        year = self._calendar.lacking(day)
        if year is not None:
            self.lacking.add(year)
        works = self._calendar.is_working(day)
        found = self.skipped if not works else self.made_up if self._calendar.is_made_up(day) else None
        if found is not None and (not found or found[-1].day != day):
            name = self._calendar.name(day)
            assert name is not None
            found.append(NamedDay(day, name))
        return works
