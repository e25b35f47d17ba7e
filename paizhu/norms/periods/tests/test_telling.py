"""A sum in words and for programs; the days of a wall calendar."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from hypothesis import given

from paizhu.norms.model import Rolls, Unit
from paizhu.norms.periods.calendar import Calendar
from paizhu.norms.periods.entry import entry
from paizhu.norms.periods.official import official
from paizhu.norms.periods.period import due
from paizhu.norms.periods.strip import Mark, Shown, months
from paizhu.norms.periods.sums import Extension, Sum, Suspension
from paizhu.norms.periods.telling import steps
from paizhu.norms.periods.tests import drawn

BORROWED = due(date(2025, 3, 5), 1, Unit.MONTH, official(), rolls=Rolls.BY_ANALOGY)


def told(total: Sum) -> str:
    return " ".join(step.en for step in steps(total))


def days(total: Sum, calendar: Calendar) -> Iterator[Shown]:
    weeks = chain.from_iterable(month.weeks for month in months(total, calendar))
    return (shown for week in weeks for shown in week if shown is not None)


def test_a_borrowed_move_is_told_with_both_days() -> None:
    assert [step.zh for step in steps(BORROWED)] == [
        "2025-03-05（周三）为事件当日，不计入；自2025-03-06（周四）开始计算。",
        "1个月：到期月的对应日2025-04-05（周六）为最后一日。",
        (
            "2025-04-05（周六）是休息日（清明）。该期限没有规定是否顺延；比照民法典第二百零三条顺延至2025-04-07（周一）。"
            "最稳妥的是不晚于2025-04-05（周六）完成。"
        ),
    ]


def test_days_off_are_told_in_runs_and_make_up_days_by_name() -> None:
    said = told(due(date(2025, 9, 25), 5, Unit.WORKING_DAY, official(), rolls=Rolls.STATED))
    assert "not counted: 9 (2025-09-27 Saturday, 2025-10-01–10-05 National Day, 2025-10-06 Mid-autumn" in said
    assert "Worked to make up, so working days: 2025-09-28 National Day." in said


def test_what_never_moves_a_clipped_month_suspension_and_extension_are_told() -> None:
    suspended, extended = Suspension(date(2025, 2, 3), date(2025, 2, 5)), Extension(3, Unit.DAY)
    start = date(2025, 1, 31)
    assert "the month has no such day, so its last day, 2025-02-28 (Fri)" in told(
        due(start, 1, Unit.MONTH, official(), rolls=Rolls.NEVER)
    )
    said = told(
        due(
            start,
            1,
            Unit.MONTH,
            official(),
            rolls=Rolls.NEVER,
            suspensions=[suspended],
            extensions=[extended],
        )
    )
    assert "From 2025-02-03 (Mon) to 2025-02-04 (Tue), both included, it is suspended" in said
    assert "extended by 3 days from its nominal end, 2025-03-02 (Sun): to 2025-03-05 (Wed)" in said
    assert "ends on 2025-03-05 (Wed), whether or not that is a day off" in said


def test_a_provisional_sum_says_which_year_is_lacking() -> None:
    assert "no official calendar for 2031 yet" in told(
        due(date(2031, 3, 5), 1, Unit.MONTH, official(), rolls=Rolls.STATED)
    )


def test_for_programs() -> None:
    assert {**entry(BORROWED, "en"), "steps": None} == {
        "event": "2025-03-05",
        "length": 1,
        "unit": "month",
        "rolls": "by_analogy",
        "first": "2025-03-06",
        "nominal": "2025-04-05",
        "due": "2025-04-07",
        "skipped": [
            {"day": "2025-04-05", "name": "Tomb-sweeping Day"},
            {"day": "2025-04-06", "name": "Tomb-sweeping Day"},
        ],
        "made_up": [],
        "rolled": True,
        "by_analogy": True,
        "provisional": False,
        "lacking": [],
        "steps": None,
    }
    instant = datetime(2025, 3, 5, 10, 20, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    hours = entry(due(instant, 24, Unit.HOUR, official(), rolls=Rolls.NEVER), "en")
    assert (hours["due"], hours["skipped"]) == ("2025-03-06T10:20:30+08:00", [])


def test_a_wall_calendar_shows_every_day_of_its_months_once() -> None:
    shown = list(days(BORROWED, official()))
    assert [s.day for s in shown] == [date.fromordinal(n) for n in range(739311, 739372)]
    marks = {s.day: s.mark for s in shown}
    assert marks[date(2025, 3, 4)] == marks[date(2025, 4, 8)] == Mark.OUTSIDE
    assert [marks[date(2025, 4, n)] for n in (4, 5, 6, 7)] == [Mark.COUNTED, Mark.NOMINAL, Mark.OFF, Mark.DUE]


def test_hours_within_a_day_are_event_and_due() -> None:
    noon = datetime(2025, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    total = due(noon, 12, Unit.HOUR, official(), rolls=Rolls.NEVER)
    assert {s.day for s in days(total, official()) if s.mark is Mark.EVENT_AND_DUE} == {noon.date()}


@given(drawn.days, drawn.lengths(), drawn.calendars(), drawn.suspensions)
def test_the_numbers_on_the_wall_count_to_the_length(
    start: date, length: tuple[int, Unit], calendar: Calendar, suspensions: list[Suspension]
) -> None:
    count, unit = length
    total = due(start, count, unit, calendar, rolls=Rolls.STATED, suspensions=suspensions)
    numbered = [shown for shown in days(total, calendar) if shown.number is not None]
    assert [shown.number for shown in numbered] == list(range(1, len(numbered) + 1))
    assert numbered[-1].day == total.nominal
    if unit in {Unit.DAY, Unit.WORKING_DAY}:
        assert len(numbered) == count
