"""The day a command is about."""

from datetime import date, datetime
from gettext import gettext as _
from zoneinfo import ZoneInfo

from paizhu import environment
from paizhu.norms.errors import InvalidInput


def day(given: str | None) -> date:
    """Return the given day (YYYY-MM-DD), today in the installation's time zone when none is given.

    Raises InvalidInput.
    """
    if given is None:
        return datetime.now(ZoneInfo(environment.time_zone("PAIZHU_TIME_ZONE", "Asia/Shanghai"))).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InvalidInput(_("{given!r} is not a date; expected YYYY-MM-DD.").format(given=given)) from None
