"""Days as regulations print them: 2018年3月20日, 二〇一八年三月二十日, 2018-03-20, 2019.1.1; and a range of digits."""

import re
from collections.abc import Iterator
from datetime import date

from paizhu.norms.articles import NUMERAL, value

_ZERO = "〇○Ｏ零"
_DIGIT = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | dict.fromkeys(_ZERO, 0)
PRINTED = re.compile(
    rf"(?P<year>\d{{4}}|[一二三四五六七八九{_ZERO}]{{4}})\s*年\s*(?P<month>{NUMERAL})\s*月\s*(?P<day>{NUMERAL})\s*日"
    r"|(?P<y>\d{4})\s*[-./．－]\s*(?P<m>\d{1,2})\s*[-./．－]\s*(?P<d>\d{1,2})(?!\d)"
)


class ImpossibleDay(ValueError):
    """A day that no calendar has; the message is what is printed."""


def day(match: re.Match[str]) -> date:
    """Return the day of a match of PRINTED. Raises ImpossibleDay.

    >>> day(PRINTED.search("一九九七年二月十七日")), day(PRINTED.search("２０１９.1.1起"))
    (datetime.date(1997, 2, 17), datetime.date(2019, 1, 1))
    """
    year = match["year"] or match["y"]
    parts = (
        int(year) if year.isdecimal() else int("".join(str(_DIGIT[sign]) for sign in year)),
        value(match["month"] or match["m"]) or 0,
        value(match["day"] or match["d"]) or 0,
    )
    try:
        return date(*parts)
    except ValueError:
        raise ImpossibleDay(match[0]) from None


def days(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Yield the days of a text with their places. Raises ImpossibleDay at the first that no calendar has."""
    for match in PRINTED.finditer(text):
        yield match, day(match)
