"""Days as people write them. What could be two days, or no day, is refused."""

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1800, 2999
OPEN_WORDS = frozenset({"长期", "至今", "无固定期限", "长期有效", "现在", "now", "open"})
_DAY = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})|"
    r"\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})|年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})[日号])(?:[T ]?00:00(?::00(?:\.0+)?)?)?"
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_PART = re.compile(r"\d{4}(?:年)?(?:[-/.]?\d{1,2}月?)?")
_EITHER = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")
_SERIALS = range(10_000, 100_000)  # as spreadsheets number the days from 1927 to 2173


class NotADay(ValueError):
    """What was given names no day; the message says what was expected."""


def day(raw: object) -> date | None:
    """Return the day that a cell names, None for an empty one. Raises NotADay.

    >>> day("２０１９．１．１０") == day("2019年1月10日") == day("2019/1/10") == day("20190110") == date(2019, 1, 10)
    True
    """
    if raw is None or isinstance(raw, date):
        return _of_cell(raw)
    if isinstance(raw, bool):
        raise NotADay(_expected())
    if isinstance(raw, int | float):
        return _of_number(raw)
    if isinstance(raw, str):
        return _of_text(raw)
    raise NotADay(_expected())


def is_open(raw: object) -> bool:
    """Return whether a cell says in words that there is no last day."""
    return isinstance(raw, str) and unicodedata.normalize("NFKC", raw).strip().lower() in OPEN_WORDS


def _expected() -> str:
    return _("a day such as 2019-01-10, 2019.1.10 or 2019年1月10日")


def _of_cell(raw: date | None) -> date | None:
    if raw is None:
        return None
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise NotADay(_("a day without a time of day"))
        raw = raw.date()
    return _in_reach(raw.year, raw.month, raw.day)


def _of_number(number: float) -> date:
    whole = int(number) if float(number).is_integer() else None
    if whole is not None and _COMPACT.fullmatch(str(whole)):
        return _of_compact(str(whole))
    if whole in _SERIALS:
        perhaps = date.fromordinal(date(1899, 12, 30).toordinal() + int(number)).isoformat()
        message = _(
            "a day; this number is perhaps the spreadsheet's count of {day}: give the cell the form of a date"
        )
        raise NotADay(message.format(day=perhaps))
    raise NotADay(_expected())


@lru_cache(maxsize=20_000)
def _of_text(raw: str) -> date | None:
    if not raw:
        return None
    text = "".join(unicodedata.normalize("NFKC", raw[:80]).split()) if "00:00" not in raw else raw.strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found:
        month = next(found[f"m{n}"] for n in range(1, 5) if found[f"m{n}"])
        in_month = next(found[f"d{n}"] for n in range(1, 5) if found[f"d{n}"])
        return _in_reach(int(found["y"]), int(month), int(in_month))
    if text.isascii() and text.isdigit():
        return _of_number(int(text[:12]))
    if _EITHER.fullmatch(text):
        raise NotADay(_("a day that starts with a year of four digits; this could be several days"))
    if _PART.fullmatch(text):
        raise NotADay(_("a whole day: year, month and day"))
    raise NotADay(_expected())


def _of_compact(text: str) -> date:
    return _in_reach(int(text[:4]), int(text[4:6]), int(text[6:]))


def _in_reach(year: int, month: int, in_month: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("a year from {first} to {last}; leave the cell empty where there is no last day")
        raise NotADay(message.format(first=FIRST_YEAR, last=LAST_YEAR))
    try:
        return date(year, month, in_month)
    except ValueError:
        raise NotADay(_("a day that exists in the calendar")) from None
