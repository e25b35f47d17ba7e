"""What holds now, for the faces: the registry and the calendar as they are known at this moment."""

from datetime import date, datetime

from paizhu.door.calendars import calendar_of
from paizhu.door.present import Present
from paizhu.guard.rows import row
from paizhu.norms.base import Base
from paizhu.registry import database
from paizhu.registry.here import here_since
from paizhu.registry.queries import instant

# One statement for both, since every page asks.
_LATEST = """SELECT c.at, y.loaded_at FROM registry_change c
    LEFT JOIN door_calendaryear y ON y.loaded_at = (SELECT MAX(loaded_at) FROM door_calendaryear)
    ORDER BY c.at DESC LIMIT 1"""


def present_now(base: Base, on: date, at: datetime) -> Present | None:
    """Return what holds now; None where no organ was ever recorded, so that nobody can act.

    Raises DatabaseError when the database is away: whoever asks to act then must not hear that they have no seat.
    """
    latest = row(_LATEST, unguarded=True) if database.exists() else None
    if latest is None:
        return None
    changed, loaded = latest
    return Present(here_since(base, instant(changed)), calendar_of(loaded), on, at)
