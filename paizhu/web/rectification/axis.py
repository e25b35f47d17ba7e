"""Bars on an axis of months as SVG; made here, so that it needs no script and prints as it looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from paizhu.web.drawing import cut, line, text

WIDE, LABELS, ROW, HEADING, TOP = 1040, 300, 26, 30, 34
_SIZE, _MONTH = 13, 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure. done: the day it was reported.  late: today, where its time is over; then the bar goes on to it."""

    label: str
    start: date
    due: date
    done: date | None
    late: date | None
    css: str


def drawn(groups: Sequence[tuple[str, Sequence[Bar]]], on: date) -> SafeString:
    """Return the drawing, "" where there is nothing to draw. groups: a heading and its bars."""
    bars = [bar for _heading, some in groups for bar in some]
    if not bars:
        return SafeString("")
    axis = _Axis(min(on, *(b.start for b in bars)), max(on, *(b.due for b in bars)))
    parts, y = [], TOP
    for heading, some in groups:
        parts.append(text(0, y + HEADING - 9, cut(heading, _SIZE, WIDE - 8), "pz-axis-heading", "start"))
        y += HEADING
        for bar in some:
            parts += _bar(bar, axis, y)
            y += ROW
    high = y + 8
    months = [
        line(x, TOP - 6, x, high, "pz-axis-month") + text(x + 4, 18, name, "pz-axis-word", "start")
        for x, name in axis.months()
    ]
    today = axis.at(on)
    now = line(today, TOP - 6, today, high, "pz-axis-today") + text(
        today, high + 14, _("today"), "pz-axis-word"
    )
    inside = "".join([*months, now, *parts])
    return SafeString(
        f'<svg class="pz-axis" viewBox="0 0 {WIDE} {high + 22}" role="img" aria-labelledby="timeline-title">{inside}</svg>'
    )


class _Axis:
    """Days as places."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first.replace(day=1), last + timedelta(days=6)
        self._days = max(1, (self._last - self._first).days)

    def at(self, day: date) -> float:
        return round(LABELS + (WIDE - LABELS - 20) * (day - self._first).days / self._days, 1)

    def months(self) -> Iterator[tuple[float, str]]:
        """The first days of months; every so many that their names do not run into each other."""
        every = 1 + self._days // 31 // 9
        day, n = self._first, 0
        while day <= self._last:
            if n % every == 0 and self.at(day) < WIDE - _MONTH:
                yield self.at(day), f"{day:%Y-%m}"
            day, n = (day + timedelta(days=32)).replace(day=1), n + 1


def _bar(bar: Bar, axis: _Axis, y: int) -> Iterator[str]:
    middle = y + ROW / 2
    yield text(12, middle + 4, cut(bar.label, _SIZE, LABELS - 24), "pz-axis-label", "start")
    start, due = axis.at(bar.start), axis.at(bar.due)
    yield _rect(start, y, due - start, bar.css)
    if bar.late is not None:
        wide = max(axis.at(bar.late) - due, 4)
        yield _rect(due, y, wide, "late")
        yield text(due + wide + 4, middle + 4, "!", "pz-axis-mark", "start")
    if bar.done is not None:
        x = axis.at(bar.done)
        yield f'<circle cx="{x:g}" cy="{middle:g}" r="5" class="pz-axis-done"/>'


def _rect(x: float, y: int, wide: float, css: str) -> str:
    return f'<rect x="{x:g}" y="{y + 7}" width="{max(wide, 4):g}" height="12" rx="3" class="pz-axis-{css}"/>'
