"""What holds now, for the faces: the registry and the calendar as they are known at this moment."""

from datetime import date, datetime

from paizhu.door.calendars import calendar
from paizhu.door.present import Present
from paizhu.norms.base import Base
from paizhu.registry import database, queries
from paizhu.registry.here import here


def present_now(base: Base, on: date, at: datetime) -> Present | None:
    """Return what holds now; None where no organ was ever recorded, so that nobody can act.

    Raises DatabaseError when the database is away: whoever asks to act then must not hear that they have no seat.
    """
    found = here(base)
    if found is None and database.exists() and queries.last_change() is not None:
        found = here(base)
    return None if found is None else Present(found, calendar(), on, at)
