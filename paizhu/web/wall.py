"""A counted period on a wall calendar: each month a table, each day with what it is in the sum."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext_lazy, pgettext_lazy

from paizhu.norms.periods.calendar import Calendar
from paizhu.norms.periods.strip import MARKS, Mark, Month, Shown, months
from paizhu.norms.periods.sums import Sum

ENDS = 3  # months drawn at each end of a period that is longer than twice as many
WEEKDAYS = (
    (gettext_lazy("Mo"), gettext_lazy("Monday")),
    (gettext_lazy("Tu"), gettext_lazy("Tuesday")),
    (gettext_lazy("We"), gettext_lazy("Wednesday")),
    (gettext_lazy("Th"), gettext_lazy("Thursday")),
    (gettext_lazy("Fr"), gettext_lazy("Friday")),
    (gettext_lazy("Sa"), gettext_lazy("Saturday")),
    (gettext_lazy("Su"), gettext_lazy("Sunday")),
)
_WORDS = {
    Mark.EVENT_AND_DUE: pgettext_lazy("in a calendar", "event, due"),
    Mark.EVENT: pgettext_lazy("in a calendar", "event"),
    Mark.DUE: pgettext_lazy("in a calendar", "due"),
    Mark.NOMINAL: pgettext_lazy("in a calendar", "end"),
    Mark.SUSPENDED: pgettext_lazy("in a calendar", "paused"),
}
_OFF = pgettext_lazy("in a calendar", "off")
_WORKED = pgettext_lazy("in a calendar", "work")


@dataclass(frozen=True, slots=True)
class Cell:
    """A day as it is drawn. mark: its style.  word: what it is, for all to read.  number: which counted day, or ""."""

    day: int
    iso: str
    mark: str
    word: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A month; gap: how many months before it are left out."""

    name: str
    weeks: tuple[tuple[Cell | None, ...], ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Wall:
    """What a template draws. legend: style and word of each mark that is met."""

    months: tuple[Drawn, ...]
    weekdays: tuple[tuple[object, object], ...]
    legend: tuple[tuple[str, str], ...]


def draw(total: Sum, calendar: Calendar, lang: str) -> Wall:
    """Return the months from the event to the due day; of many only those at both ends."""
    every = list(months(total, calendar))
    gap = max(len(every) - 2 * ENDS, 0)
    kept = [*every[:ENDS], *every[ENDS + gap :]] if gap else every
    drawn = tuple(_month(month, gap if number == ENDS else 0, lang) for number, month in enumerate(kept))
    met = {shown.mark for month in kept for shown in _days(month)} - {Mark.OUTSIDE}
    legend = tuple((mark.value, MARKS[mark].in_(lang)) for mark in Mark if mark in met)
    return Wall(drawn, WEEKDAYS, legend)


def _days(month: Month) -> Iterator[Shown]:
    return (shown for week in month.weeks for shown in week if shown is not None)


def _month(month: Month, gap: int, lang: str) -> Drawn:
    first = next(_days(month)).day
    weeks = tuple(tuple(_cell(shown, lang) for shown in week) for week in month.weeks)
    return Drawn(formats.date_format(first, "YEAR_MONTH_FORMAT"), weeks, gap)


def _cell(shown: Shown | None, lang: str) -> Cell | None:
    if shown is None:
        return None
    word = _WORDS.get(shown.mark, "")
    if not word and shown.made_up:
        word = _WORKED
    elif not word and not shown.works:
        word = _OFF
    number = "" if shown.number is None else str(shown.number)
    title = shown.name.in_(lang) if shown.name else ""
    return Cell(shown.day.day, shown.day.isoformat(), shown.mark.value, str(word), number, title)
