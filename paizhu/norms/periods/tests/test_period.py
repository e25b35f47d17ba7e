"""Where periods end: each boundary of the counting rules, on the official calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from paizhu.norms.model import Rolls, Unit
from paizhu.norms.periods.official import official
from paizhu.norms.periods.period import LONGEST, due, remade
from paizhu.norms.periods.sums import Extension, PeriodError, Sum, Suspension

HERE = ZoneInfo("Asia/Shanghai")
NO_CALENDAR = 2031


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def counted(start: str, length: int, unit: Unit, rolls: Rolls = Rolls.STATED) -> Sum:
    return due(day(start), length, unit, official(), rolls=rolls)


@pytest.mark.parametrize(
    ("start", "length", "unit", "nominal", "ends"),
    [
        ("2025-03-05", 15, Unit.DAY, "2025-03-20", "2025-03-20"),
        ("2025-03-05", 1, Unit.DAY, "2025-03-06", "2025-03-06"),
        ("2024-02-28", 1, Unit.DAY, "2024-02-29", "2024-02-29"),
        ("2025-03-05", 1, Unit.MONTH, "2025-04-05", "2025-04-07"),
        ("2025-01-31", 1, Unit.MONTH, "2025-02-28", "2025-02-28"),
        ("2024-01-31", 1, Unit.MONTH, "2024-02-29", "2024-02-29"),
        ("2023-11-30", 3, Unit.MONTH, "2024-02-29", "2024-02-29"),
        ("2024-02-29", 1, Unit.MONTH, "2024-03-29", "2024-03-29"),
        ("2025-08-31", 6, Unit.MONTH, "2026-02-28", "2026-02-28"),
        ("2024-02-29", 1, Unit.YEAR, "2025-02-28", "2025-02-28"),
        ("2020-02-29", 4, Unit.YEAR, "2024-02-29", "2024-02-29"),
        ("2024-12-31", 2, Unit.MONTH, "2025-02-28", "2025-02-28"),
        ("2024-12-29", 1, Unit.MONTH, "2025-01-29", "2025-02-05"),
        ("2025-08-28", 1, Unit.MONTH, "2025-09-28", "2025-09-28"),
        ("2025-09-01", 1, Unit.MONTH, "2025-10-01", "2025-10-09"),
        ("2025-03-08", 5, Unit.WORKING_DAY, "2025-03-14", "2025-03-14"),
        ("2025-03-07", 1, Unit.WORKING_DAY, "2025-03-10", "2025-03-10"),
        ("2025-01-24", 5, Unit.WORKING_DAY, "2025-02-07", "2025-02-07"),
        ("2025-01-24", 1, Unit.WORKING_DAY, "2025-01-26", "2025-01-26"),
        ("2025-09-22", 15, Unit.WORKING_DAY, "2025-10-17", "2025-10-17"),
        ("2025-09-25", 15, Unit.WORKING_DAY, "2025-10-22", "2025-10-22"),
        ("2018-12-28", 1, Unit.WORKING_DAY, "2018-12-29", "2018-12-29"),
        ("2018-12-28", 2, Unit.WORKING_DAY, "2019-01-02", "2019-01-02"),
        ("2020-01-23", 1, Unit.WORKING_DAY, "2020-02-03", "2020-02-03"),
    ],
    ids=[
        "the day of the event is not counted",
        "one day",
        "leap day",
        "last day in a holiday",
        "no such day in February",
        "no such day in a leap February",
        "end of November to end of February",
        "from the leap day",
        "six months to a Saturday that is worked",
        "a year from the leap day",
        "from leap day to leap day",
        "across the year, no such day",
        "into Spring Festival",
        "ends on a Sunday that is worked",
        "into National Day, eight days",
        "event on a Saturday",
        "over a weekend",
        "a worked Sunday counts, Spring Festival does not",
        "the first day counted is a worked Sunday",
        "15 working days across National Day",
        "the example of docs/clocks.md",
        "a December Saturday worked by the notice of the next year",
        "New Year from December on",
        "Spring Festival as it was lengthened in 2020",
    ],
)
def test_period_ends(start: str, length: int, unit: Unit, nominal: str, ends: str) -> None:
    total = counted(start, length, unit)
    assert (total.nominal, total.due) == (day(nominal), day(ends))
    assert total.rolled is (nominal != ends)
    assert not total.provisional


@pytest.mark.parametrize(
    ("rolls", "ends", "by_analogy"),
    [
        (Rolls.STATED, "2025-10-09", False),
        (Rolls.BY_ANALOGY, "2025-10-09", True),
        (Rolls.NEVER, "2025-10-01", False),
    ],
)
def test_end_on_a_holiday_follows_the_counting_rule(rolls: Rolls, ends: str, by_analogy: bool) -> None:
    total = counted("2025-09-01", 1, Unit.MONTH, rolls)
    assert (total.nominal, total.due) == (day("2025-10-01"), day(ends))
    assert total.by_analogy is by_analogy


def test_an_end_that_stays_is_not_by_analogy() -> None:
    assert not counted("2025-03-05", 15, Unit.DAY, Rolls.BY_ANALOGY).by_analogy


def test_a_sum_names_the_days_it_left_out_and_those_worked_to_make_up() -> None:
    total = counted("2025-09-25", 5, Unit.WORKING_DAY)
    assert [(n.day.isoformat(), n.name.zh) for n in total.skipped] == [
        ("2025-09-27", "星期六"),
        *((f"2025-10-0{n}", "中秋" if n == 6 else "国庆节") for n in range(1, 9)),
    ]
    assert [(n.day.isoformat(), n.name.en) for n in total.made_up] == [("2025-09-28", "National Day")]
    assert (total.first, total.due) == (day("2025-09-26"), day("2025-10-09"))


@pytest.mark.parametrize(
    ("start", "hours", "ends"),
    [
        ("2025-03-05T10:20", 24, "2025-03-06T10:20"),
        ("2024-02-28T23:30", 1, "2024-02-29T00:30"),
        ("2025-01-27T18:00", 24, "2025-01-28T18:00"),
        ("2025-12-31T13:00", 12, "2026-01-01T01:00"),
    ],
    ids=["24 hours", "into the leap day", "into Spring Festival: hours never wait", "into the new year"],
)
def test_hours_run_from_the_instant(start: str, hours: int, ends: str) -> None:
    total = due(at(start), hours, Unit.HOUR, official(), rolls=Rolls.STATED)
    assert total.nominal == total.due == at(ends)
    assert (total.rolled, total.provisional, total.due_on) == (False, False, at(ends).date())


def test_hours_are_equally_long_when_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2025, 3, 29, 12, tzinfo=berlin)
    total = due(start, 24, Unit.HOUR, official(), rolls=Rolls.NEVER)
    assert total.due == datetime(2025, 3, 30, 13, tzinfo=berlin)


@pytest.mark.parametrize(
    ("length", "unit", "since", "until", "ends"),
    [
        (10, Unit.DAY, "2025-03-10", "2025-03-13", "2025-03-18"),
        (5, Unit.WORKING_DAY, "2025-03-07", "2025-03-11", "2025-03-14"),
        (1, Unit.MONTH, "2025-03-10", "2025-03-20", "2025-04-15"),
        (10, Unit.DAY, "2025-03-01", "2025-03-08", "2025-03-17"),
        (10, Unit.DAY, "2025-03-15", "2025-03-17", "2025-03-17"),
        (10, Unit.DAY, "2025-03-16", "2025-03-20", "2025-03-20"),
        (10, Unit.DAY, "2025-03-17", "2025-03-20", "2025-03-20"),
    ],
    ids=[
        "three days do not count",
        "of four days two are worked",
        "a month goes on by days",
        "what lies before the first day is no matter",
        "the last day is suspended",
        "the day after the nominal end: nobody moves to a suspended day",
        "the day that the end would move to is suspended",
    ],
)
def test_suspended_days_do_not_count(length: int, unit: Unit, since: str, until: str, ends: str) -> None:
    total = remade(
        counted("2025-03-05", length, unit), official(), suspensions=[Suspension(day(since), day(until))]
    )
    assert total.due == day(ends)


def test_spans_that_overlap_are_counted_once() -> None:
    spans = [
        Suspension(day("2025-03-10"), day("2025-03-13")),
        Suspension(day("2025-03-12"), day("2025-03-14")),
    ]
    total = remade(counted("2025-03-05", 10, Unit.DAY), official(), suspensions=spans)
    assert total.nominal == day("2025-03-19")


@pytest.mark.parametrize(
    ("length", "unit", "extension", "nominal"),
    [
        (1, Unit.MONTH, Extension(1, Unit.MONTH, day("2025-02-20")), "2025-03-28"),
        (1, Unit.MONTH, Extension(5, Unit.WORKING_DAY), "2025-03-07"),
        (7, Unit.DAY, Extension(3, Unit.DAY), "2025-02-10"),
    ],
    ids=["counted from the nominal end", "in another unit", "ten days in all, over Spring Festival"],
)
def test_extension_begins_at_the_nominal_end(
    length: int, unit: Unit, extension: Extension, nominal: str
) -> None:
    total = remade(counted("2025-01-31", length, unit), official(), extensions=[extension])
    assert total.nominal == day(nominal)
    assert [stretch.event for stretch in total.stretches] == [day("2025-01-31"), total.stretches[0].last]
    assert (total.length, total.unit, total.extensions) == (length, unit, (extension,))


def test_hours_stand_still_from_instant_to_instant() -> None:
    span = Suspension(at("2025-03-05T12:00"), at("2025-03-05T14:30"))
    total = due(at("2025-03-05T10:00"), 12, Unit.HOUR, official(), rolls=Rolls.NEVER, suspensions=[span])
    assert total.due == at("2025-03-06T00:30")
    all_day = Suspension(day("2025-03-06"), day("2025-03-07"))
    assert remade(total, official(), suspensions=[span, all_day]).due == at("2025-03-07T00:30")


@pytest.mark.parametrize(
    ("start", "length", "unit", "lacking"),
    [
        ("2031-03-05", 15, Unit.WORKING_DAY, (NO_CALENDAR,)),
        ("2031-03-05", 1, Unit.MONTH, (NO_CALENDAR,)),
        ("2026-12-01", 1, Unit.MONTH, (2027,)),
        ("2026-12-20", 8, Unit.WORKING_DAY, (2027,)),
        ("2026-12-01", 20, Unit.DAY, ()),
    ],
    ids=["no calendar", "the last day alone is looked at", "next year", "end of December", "before it"],
)
def test_a_sum_without_an_official_calendar_is_provisional(
    start: str, length: int, unit: Unit, lacking: tuple[int, ...]
) -> None:
    total = counted(start, length, unit)
    assert total.lacking == lacking
    assert total.provisional is bool(lacking)


def test_what_never_moves_needs_no_calendar() -> None:
    assert not counted("2031-03-05", 3, Unit.MONTH, Rolls.NEVER).provisional


@pytest.mark.parametrize(
    ("start", "length", "unit", "said"),
    [
        (day("2025-03-05"), 0, Unit.DAY, "from 1 to 9999"),
        (day("2025-03-05"), LONGEST + 1, Unit.DAY, "from 1 to 9999"),
        (day("2025-03-05"), LONGEST, Unit.YEAR, "after the year 9999"),
        (day("9999-12-30"), 5, Unit.DAY, "after the year 9999"),
        (day("9999-12-30"), 5, Unit.WORKING_DAY, "after the year 9999"),
        (day("2025-03-05"), 24, Unit.HOUR, "run from an instant"),
        (at("2025-03-05T10:00"), 24, Unit.DAY, "run from a day"),
        (datetime(2025, 3, 5, 10), 24, Unit.HOUR, "needs a time zone"),  # noqa: DTZ001
    ],
)
def test_what_cannot_be_counted_is_refused(start: date, length: int, unit: Unit, said: str) -> None:
    with pytest.raises(PeriodError, match=said):
        due(start, length, unit, official(), rolls=Rolls.STATED)


def test_spans_that_cannot_be_are_refused() -> None:
    with pytest.raises(PeriodError, match="ends after it begins"):
        Suspension(day("2025-03-05"), day("2025-03-05"))
    with pytest.raises(PeriodError, match="two days or two instants"):
        Suspension(day("2025-03-05"), at("2025-03-06T00:00"))
    hours = Suspension(at("2025-03-05T10:00"), at("2025-03-05T11:00"))
    with pytest.raises(PeriodError, match="from day to day"):
        remade(counted("2025-03-05", 10, Unit.DAY), official(), suspensions=[hours])
    with pytest.raises(PeriodError, match="extended by hours"):
        remade(counted("2025-03-05", 10, Unit.DAY), official(), extensions=[Extension(1, Unit.HOUR)])
