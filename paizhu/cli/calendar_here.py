"""The calendar for commands that count: with the years that were loaded, where there is a database at all."""

import os

from paizhu import places
from paizhu.norms.periods.calendar import Calendar


def known() -> Calendar:
    """Return the calendar; without a database the official one, so that nobody waits for Django."""
    if not os.environ.get("DATABASE_URL") and not places.database().exists():
        from paizhu.norms.periods.official import official

        return official()
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.door.calendars import calendar

        return calendar()
