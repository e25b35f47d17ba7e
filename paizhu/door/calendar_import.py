"""Years of the official calendar, brought by the system administrator; the clocks that run are reckoned by them at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone

from paizhu.door import calendars
from paizhu.door.administration import Administration, administer
from paizhu.door.now import present_now
from paizhu.door.overdue.reckoning import Outcome, reckoned
from paizhu.norms.base import Base
from paizhu.norms.periods.calendar import Year

ACT = "calendar.import"


@dataclass(frozen=True, slots=True)
class Brought:
    """years: those that were loaded.  settled, moved: clocks that run, whose day stayed or became another one."""

    years: list[int]
    settled: int = 0
    moved: int = 0


def differing(years: Iterable[Year]) -> list[Year]:
    """Return the years that say something else than what is known of them; to name no notice is to say nothing else."""
    known = {year.year: year for year in calendars.calendar().years}
    return [year for year in years if (held := known.get(year.year)) is None or not _says(held, year)]


def _says(held: Year, year: Year) -> bool:
    return year == (held if year.source else replace(held, source=""))


def bring(made: Administration, years: Iterable[Year], base: Base) -> Brought:
    """Load the years that differ, each in place of what was known of it, and reckon the clocks anew, on record.

    Where none differs nothing is recorded. Raises Refused, which is recorded.
    """
    made.gate()
    wanted = differing(years)
    if not wanted:
        return Brought([])
    loaded = administer(made, lambda: calendars.load(wanted, made.at), years=[year.year for year in wanted])
    present = present_now(base, timezone.localdate(made.at), made.at)
    if present is None:
        return Brought(loaded)
    found = reckoned(present, every=True)
    return Brought(loaded, found[Outcome.SETTLED], found[Outcome.MOVED])
