"""When a period ends.

民法典 (2021-01-01) 第二百条 to 第二百零四条 for private law; 监察法实施条例 (2021-09-20) 第二百八十五条 and 刑事诉讼法
(2018-10-26) 第一百零五条 say the same of theirs, but for the hour in which a period begins: see docs/clocks.md.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import assert_never

from paizhu.norms.model import Rolls, Unit
from paizhu.norms.periods.calendar import Calendar
from paizhu.norms.periods.counting import Days, after_hours, after_months
from paizhu.norms.periods.sums import Extension, PeriodError, Stretch, Sum, Suspension

LONGEST = 9999  # units; far beyond any norm, and quick to count


def due(
    start: date | datetime,
    length: int,
    unit: Unit,
    calendar: Calendar,
    *,
    rolls: Rolls,
    suspensions: Iterable[Suspension] = (),
    extensions: Iterable[Extension] = (),
) -> Sum:
    """Return when the period ends, and its sum.

    start: day of the event, itself not counted; for hours the instant of the event, with a time zone.
    length: 1 to LONGEST.  unit: a month or year without that day ends on the last day of its month.
    rolls: whether an end on a day off moves to the next working day; that of hours never does.
    Raises PeriodError for any other length or start, and when the end lies after the year 9999.
    Source: 民法典 (2021-01-01) 第二百零一条, 第二百零二条, 第二百零三条.

    >>> due(date(2024, 1, 31), 1, Unit.MONTH, Calendar(), rolls=Rolls.NEVER).due
    datetime.date(2024, 2, 29)
    """
    spans, lengthened = tuple(suspensions), tuple(extensions)
    lengths = [(length, unit), *((extension.length, extension.unit) for extension in lengthened)]
    for counted, of in lengths:
        _check(start, counted, of)
    if not isinstance(start, datetime) and any(isinstance(span.since, datetime) for span in spans):
        raise PeriodError(
            "按日以上计算的期间，中止应当写日期", "a period in days is suspended from day to day"
        )
    try:
        if isinstance(start, datetime):
            return _of_hours(start, lengths, rolls, spans, lengthened)
        return _of_days(start, lengths, calendar, rolls, spans, lengthened)
    except (OverflowError, ValueError):
        raise PeriodError("期间届满在公元9999年之后", "the period ends after the year 9999") from None


def remade(
    total: Sum,
    calendar: Calendar,
    *,
    suspensions: Iterable[Suspension] | None = None,
    extensions: Iterable[Extension] | None = None,
) -> Sum:
    """Return the sum counted anew over this calendar; None keeps what it has, else the given ones stand in their place.

    So a provisional sum is settled when the year is loaded, and a clock is suspended or extended.
    """
    return due(
        total.event,
        total.length,
        total.unit,
        calendar,
        rolls=total.rolls,
        suspensions=total.suspensions if suspensions is None else suspensions,
        extensions=total.extensions if extensions is None else extensions,
    )


def _check(start: date | datetime, length: int, unit: Unit) -> None:
    if not 1 <= length <= LONGEST:
        raise PeriodError(
            f"期间长度应当是1至{LONGEST}的整数", f"a length is a whole number from 1 to {LONGEST}"
        )
    if isinstance(start, datetime) is not (unit is Unit.HOUR):
        raise PeriodError(
            "按小时计算的期间自时刻起算、以小时延长；其他期间自日期起算、不以小时延长",
            "hours run from an instant and are extended by hours; other periods run from a day and are not",
        )
    if isinstance(start, datetime) and start.tzinfo is None:
        raise PeriodError("起算的时刻应当带时区", "the instant that hours run from needs a time zone")


def _of_hours(
    start: datetime,
    lengths: list[tuple[int, Unit]],
    rolls: Rolls,
    spans: tuple[Suspension, ...],
    extensions: tuple[Extension, ...],
) -> Sum:
    stretches, event = [], start
    for length, unit in lengths:
        last = after_hours(event, length, spans)
        stretches.append(Stretch(event, length, unit, event, last))
        event = last
    length, unit = lengths[0]
    return Sum(
        start, length, unit, rolls, event, event, tuple(stretches), suspensions=spans, extensions=extensions
    )


def _of_days(
    start: date,
    lengths: list[tuple[int, Unit]],
    calendar: Calendar,
    rolls: Rolls,
    spans: tuple[Suspension, ...],
    extensions: tuple[Extension, ...],
) -> Sum:
    days = Days(calendar, spans)
    stretches, event = [], start
    for length, unit in lengths:
        stretch = _stretch(event, length, unit, days)
        stretches.append(stretch)
        event = stretch.last
    ends = event if rolls is Rolls.NEVER else days.next_working(event)
    length, unit = lengths[0]
    return Sum(
        start,
        length,
        unit,
        rolls,
        nominal=event,
        due=ends,
        stretches=tuple(stretches),
        skipped=tuple(days.skipped),
        made_up=tuple(days.made_up),
        suspensions=spans,
        extensions=extensions,
        lacking=tuple(sorted(days.lacking)),
    )


def _stretch(event: date, length: int, unit: Unit, days: Days) -> Stretch:
    match unit:
        case Unit.WORKING_DAY:
            first, last = days.working(event, length)
            return Stretch(event, length, unit, first, last)
        case Unit.DAY:
            last = days.after_days(event, length)
            return Stretch(event, length, unit, days.after_days(event, 1), last)
        case Unit.MONTH | Unit.YEAR:
            # Counted in days once it is suspended: what is left of a month is left in days.
            unbroken = after_months(event, length if unit is Unit.MONTH else 12 * length)
            last = days.after_days(event, (unbroken - event).days)
            clipped = unbroken.day < event.day
            return Stretch(event, length, unit, days.after_days(event, 1), last, clipped)
        case Unit.HOUR:
            raise AssertionError("hours are counted apart")
        case _:
            assert_never(unit)
