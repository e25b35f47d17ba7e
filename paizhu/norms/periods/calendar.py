"""Working-day calendars as values: which days are official days off, and which weekends are worked to make up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paizhu.norms.model import Text

SATURDAY = 5
WEEKEND = {5: Text("星期六", "Saturday"), 6: Text("星期日", "Sunday")}
# The notice for a year names days of the December before: a weekend worked on the 29th, days off from the 30th.
_LATE = (12, 25)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that an official calendar names, and the holiday that it is named for."""

    day: date
    name: Text


@dataclass(frozen=True, slots=True)
class Year:
    """What the official notice for one year says: all of it, for a loaded year replaces a known one whole.

    off: days off, weekends among them or not.  working: Saturdays and Sundays on which work is made up (调休上班).
    Both may name days of the December before.  source: the notice, as its reader would cite it.
    """

    year: int
    off: tuple[NamedDay, ...]
    working: tuple[NamedDay, ...] = ()
    source: str = ""


class Calendar:
    """Which days are worked. A year without an official calendar knows weekends only, and is provisional."""

    def __init__(self, years: Iterable[Year] = ()) -> None:
        self._years = {year.year: year for year in years}
        # In the order of years: about a day in December the notice of the year that follows has the last word.
        inorder = [self._years[number] for number in sorted(self._years)]
        self._off = {named.day: named.name for year in inorder for named in year.off}
        self._working = {named.day: named.name for year in inorder for named in year.working}

    @property
    def years(self) -> tuple[Year, ...]:
        """The official years, oldest first."""
        return tuple(self._years[number] for number in sorted(self._years))

    def overlaid(self, years: Iterable[Year]) -> "Calendar":
        """Return this calendar with the given years in place of its own."""
        return Calendar((*self._years.values(), *years))

    def covers(self, year: int) -> bool:
        """Whether there is an official calendar for the year."""
        return year in self._years

    def lacking(self, day: date) -> int | None:
        """Return the year whose official calendar could still change whether the day is worked; None: it is settled.

        >>> Calendar([Year(2026, ())]).lacking(date(2026, 12, 31))
        2027
        """
        if not self.covers(day.year):
            return day.year
        late = (day.month, day.day) >= _LATE
        return day.year + 1 if late and not self.covers(day.year + 1) else None

    def is_working(self, day: date) -> bool:
        """Whether the day is worked, as far as it is known.

        >>> Calendar().is_working(date(2025, 3, 8))
        False
        """
        if day in self._off or day in self._working:
            return day in self._working
        return day.weekday() < SATURDAY

    def is_made_up(self, day: date) -> bool:
        """Whether the day is a Saturday or Sunday on which work is made up."""
        return day in self._working

    def name(self, day: date) -> Text | None:
        """Return the holiday that the day is off for or made up for, else its day of the weekend; None: an ordinary day."""
        return self._off.get(day) or self._working.get(day) or WEEKEND.get(day.weekday())
