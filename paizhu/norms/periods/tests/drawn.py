"""Calendars, periods and spans drawn at random, for properties."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from paizhu.norms.model import Text, Unit
from paizhu.norms.periods.calendar import Calendar, NamedDay, Year
from paizhu.norms.periods.sums import Extension, Suspension

NAME = Text("节日", "Festival")
FIRST = date(2023, 1, 1)
days = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))
DAILY = [Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR]
LONGEST = {Unit.DAY: 120, Unit.WORKING_DAY: 60, Unit.MONTH: 14, Unit.YEAR: 2}


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any days off in clusters, weekends worked here and there, and years that nobody has published."""
    years = []
    for year in draw(st.sets(st.integers(2022, 2027))):
        inside = st.dates(date(year, 1, 1), date(year, 12, 31))
        off = {
            day + timedelta(days=n)
            for day, length in draw(st.lists(st.tuples(inside, st.integers(1, 9)), max_size=6))
            for n in range(length)
        }
        made_up = {d for d in draw(st.sets(inside, max_size=12)) if d.weekday() > 4} - off
        years.append(
            Year(
                year,
                tuple(NamedDay(day, NAME) for day in sorted(off)),
                tuple(NamedDay(day, NAME) for day in sorted(made_up)),
            )
        )
    return Calendar(years)


@st.composite
def lengths(draw: st.DrawFn) -> tuple[int, Unit]:
    unit = draw(st.sampled_from(DAILY))
    return draw(st.integers(1, LONGEST[unit])), unit


extensions = st.lists(lengths().map(lambda of: Extension(*of)), max_size=2)
suspensions = st.lists(
    st.tuples(days, st.integers(1, 60)).map(lambda of: Suspension(of[0], of[0] + timedelta(days=of[1]))),
    max_size=3,
)
BEGINS = datetime(2025, 3, 5, 10, 20, tzinfo=UTC)
hourly_suspensions = st.lists(
    st.tuples(st.integers(-30, 90), st.integers(1, 40)).map(
        lambda of: Suspension(BEGINS + timedelta(hours=of[0]), BEGINS + timedelta(hours=sum(of)))
    ),
    max_size=3,
)

# Every year that a drawn period can reach, each with other days off than a calendar of weekends.
FULL = Calendar(
    Year(year, tuple(NamedDay(date(year, month, 1), NAME) for month in range(1, 13)))
    for year in range(2020, 2040)
)
