"""A counted period as the shell shows it: the day it is due, its sum, and the months as a wall calendar has them."""

from collections.abc import Iterator
from gettext import gettext as _

from paizhu.norms.periods.calendar import Calendar
from paizhu.norms.periods.strip import MARKS, Mark, Month, months
from paizhu.norms.periods.sums import Sum
from paizhu.norms.periods.telling import moment, steps

# What stands before and after the number of a day; brackets can be told apart without colour.
_AROUND = {
    Mark.EVENT: ("(", ")"),
    Mark.EVENT_AND_DUE: ("(", "]"),
    Mark.DUE: ("[", "]"),
    Mark.NOMINAL: ("<", ">"),
    Mark.COUNTED: (" ", "·"),
    Mark.OFF: (" ", "x"),
    Mark.SUSPENDED: (" ", "="),
    Mark.OUTSIDE: (" ", " "),
}
_ENDS = 3  # months shown at each end of a long period
_WEEK = {"zh": "一 二 三 四 五 六 日", "en": "Mo Tu We Th Fr Sa Su"}


def lines(total: Sum, calendar: Calendar, lang: str) -> Iterator[str]:
    """Yield what is shown, line by line."""
    yield _("Due: {day}").format(day=moment(total.due).in_(lang))
    if total.rolled:
        yield _("Nominal end: {day}").format(day=moment(total.nominal).in_(lang))
    yield ""
    for number, step in enumerate(steps(total), start=1):
        yield f"{number}. {step.in_(lang)}"
    drawn = list(months(total, calendar))
    met = {shown.mark for month in drawn for week in month.weeks for shown in week if shown}
    for number, month in enumerate(drawn):
        if _ENDS <= number < len(drawn) - _ENDS:
            if number == _ENDS:
                yield ""
                yield "…"
            continue
        yield ""
        yield from _month(month, lang)
    yield ""
    yield "  ".join(
        f"{a}n{z} {MARKS[m].in_(lang)}" for m, (a, z) in _AROUND.items() if m in met and m != Mark.OUTSIDE
    )


def _month(month: Month, lang: str) -> Iterator[str]:
    yield f"{month.year}-{month.month:02}"
    yield "".join(f" {name}  " for name in _WEEK[lang].split()).rstrip()
    for week in month.weeks:
        cells = (
            "     "
            if shown is None
            else f"{_AROUND[shown.mark][0]}{shown.day.day:2}{_AROUND[shown.mark][1]} "
            for shown in week
        )
        yield "".join(cells).rstrip()
