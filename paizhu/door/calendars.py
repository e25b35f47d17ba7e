"""Loaded calendars: kept in the database over the one that comes with the product."""

from collections.abc import Iterable
from datetime import datetime
from threading import Lock

import msgspec

from paizhu.door.models import CalendarYear
from paizhu.guard.rows import row
from paizhu.norms.periods.calendar import Calendar, Year
from paizhu.norms.periods.official import official
from paizhu.registry import database

_lock = Lock()
_kept: dict[datetime, Calendar] = {}


def calendar() -> Calendar:
    """Return the calendar with the loaded years over the official ones; made anew when one was loaded."""
    if not database.exists():
        return official()
    last = row("SELECT loaded_at FROM door_calendaryear ORDER BY loaded_at DESC LIMIT 1", unguarded=True)
    return calendar_of(None if last is None else last[0])


def calendar_of(latest: datetime | None) -> Calendar:
    """Return the calendar as it was last loaded at that instant; None: no year ever was."""
    if latest is None:
        return official()
    with _lock:
        if latest not in _kept:
            _kept.clear()
            _kept[latest] = official().overlaid(_loaded())
        return _kept[latest]


def load(years: Iterable[Year], at: datetime) -> list[int]:
    """Load years, each in place of what was known of it; return those that differ from it. In the caller's transaction."""
    changed = []
    for year in years:
        said = msgspec.json.decode(msgspec.json.encode(year))
        current = CalendarYear.objects.filter(year=year.year, replaced_at=None)
        if any(row.said == said for row in current):
            continue
        current.update(replaced_at=at)
        CalendarYear.objects.create(year=year.year, said=said, loaded_at=at)
        changed.append(year.year)
    return changed


def _loaded() -> list[Year]:
    rows = CalendarYear.objects.filter(replaced_at=None).order_by("year")
    return [msgspec.convert(row.said, Year) for row in rows]
