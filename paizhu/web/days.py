"""The day that a page is about, as it stands in the address."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

# Beyond these a year is a slip of the finger, and "a year later" would leave the calendar.
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


class NotADay(Exception):
    """What was given names no day; the message says what is expected."""


def day_of(text: str | None) -> date:
    """Return the day that `text` (YYYY-MM-DD) names; today when it is missing or blank.

    Raises NotADay.
    """
    if text is None or not text.strip():
        return timezone.localdate()
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or not FIRST <= day <= LAST:
        shown = "".join(c for c in text if c.isprintable())[:20]
        message = _(
            "“{given}” is not a day that can be asked about. Write it as YYYY-MM-DD, such as 2024-05-31."
        )
        raise NotADay(message.format(given=shown))
    return day


def years_from(day: date, years: int) -> date:
    """Return the same day that many years later; 29 February becomes the 28th where there is none.

    >>> years_from(date(2024, 2, 29), -1)
    datetime.date(2023, 2, 28)
    """
    year = min(max(day.year + years, FIRST.year), LAST.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
