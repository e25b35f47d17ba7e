"""How long a matter is kept: full years from the day on which it was closed, which is not counted.

Source: 民法典 (2021-01-01) 第二百零一条, 第二百零二条, for how years are counted; no provision says it for these terms.
"""

from datetime import date, timedelta

from paizhu.norms.periods.counting import after_months

_MONTHS = 12
_DAY = timedelta(days=1)


def last_day(closed_on: date, years: int) -> date:
    """Return the last day on which a matter is kept; from the day after, it may be destroyed.

    >>> last_day(date(2024, 2, 29), 15)
    datetime.date(2039, 2, 28)
    """
    return after_months(closed_on, years * _MONTHS)


def over_for(on: date, years: int) -> date:
    """Return the latest closing day whose term of so many years is over on a day.

    >>> over_for(date(2039, 3, 1), 15), over_for(date(2039, 2, 28), 15)
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 27))
    """
    kept = on - _DAY
    found = after_months(kept, -years * _MONTHS)
    # The last days of a February can all end on the same one.
    while last_day(found + _DAY, years) <= kept:
        found += _DAY
    return found
