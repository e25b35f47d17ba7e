"""The official calendar, and years laid over it."""

import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest

from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import Calendar, NamedDay, Year
from paizhu.norms.periods.official import official

WEEKDAYS = 5


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2025, 1, 26), True, "春节"),
        (date(2025, 1, 28), False, "春节"),
        (date(2025, 2, 8), True, "春节"),
        (date(2025, 3, 5), True, None),
        (date(2025, 3, 8), False, "星期六"),
        (date(2025, 10, 6), False, "中秋"),
        (date(2026, 2, 28), True, "春节"),
        (date(2031, 10, 1), True, None),
    ],
)
def test_days_of_the_official_calendar(day: date, works: bool, name: str | None) -> None:
    named = official().name(day)
    assert (official().is_working(day), named.zh if named else None) == (works, name)


def test_official_calendar_agrees_with_the_package_on_every_day() -> None:
    day, last = date(2004, 1, 1), date(2026, 12, 31)
    while day <= last:
        assert official().is_working(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_official_years_are_without_gap_and_sound() -> None:
    years = official().years
    assert [year.year for year in years] == list(range(2004, years[-1].year + 1))
    for year in years:
        assert all(named.day.weekday() >= WEEKDAYS for named in year.working)
        assert date(year.year, 1, 1) in {named.day for named in year.off}


def test_the_notice_of_the_next_year_speaks_of_december() -> None:
    notices = {year.year: year for year in official().years}
    assert date(2018, 12, 29) in {named.day for named in notices[2019].working}
    assert date(2018, 12, 31) in {named.day for named in notices[2019].off}


def test_a_loaded_year_replaces_a_known_one_whole() -> None:
    loaded = Year(2025, (NamedDay(date(2025, 1, 1), Text("元旦", "New Year")),))
    calendar = official().overlaid([loaded])
    assert calendar.is_working(date(2025, 10, 1))
    assert not calendar.is_working(date(2025, 1, 26))
    assert not official().is_working(date(2025, 10, 1))


def test_a_loaded_year_changes_the_december_before() -> None:
    eve = date(2026, 12, 31)
    loaded = Year(2027, (NamedDay(eve, Text("元旦", "New Year")),))
    assert (official().is_working(eve), official().lacking(eve)) == (True, 2027)
    calendar = official().overlaid([loaded])
    assert (calendar.is_working(eve), calendar.lacking(eve)) == (False, None)


def test_a_calendar_without_years_knows_weekends() -> None:
    assert [Calendar().is_working(date(2025, 10, n)) for n in range(1, 8)] == [1, 1, 1, 0, 0, 1, 1]


def test_whoever_counts_no_working_days_does_not_wait_for_the_calendar() -> None:
    look = "import sys, paizhu.norms.periods.period; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False, timeout=60).returncode == 0
