"""Bars on an axis of months as SVG; made here, so that it needs no script and prints as it looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from paizhu.web.drawing import cut, line, text

HEADING, TOP = 30, 34
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


@dataclass(frozen=True, slots=True)
class Layout:
    """css: when it is shown.  labels: room for what a bar is called beside it, 0 where it stands above.  row: of a bar."""

    css: str
    wide: int
    labels: int
    row: int


WIDE, NARROW = Layout("pz-axis-wide", 1040, 300, 26), Layout("pz-axis-narrow", 310, 0, 42)
Groups = Sequence[tuple[str, Sequence[Bar]]]


def drawn(groups: Groups, on: date) -> SafeString:
    """Return the drawing for wide and for narrow windows, "" where there is nothing to draw. groups: a heading and its bars."""
    if not any(some for _heading, some in groups):
        return SafeString("")
    return SafeString("".join(_drawn(groups, on, layout) for layout in (WIDE, NARROW)))


def _drawn(groups: Groups, on: date, layout: Layout) -> str:
    bars = [bar for _heading, some in groups for bar in some]
    axis = _Axis(min(on, *(b.start for b in bars)), max(on, *(b.due for b in bars)), layout)
    parts, y = [], TOP
    for heading, some in groups:
        parts.append(
            text(0, y + HEADING - 9, cut(heading, _SIZE, layout.wide - 8), "pz-axis-heading", "start")
        )
        y += HEADING
        for bar in some:
            parts += _bar(bar, axis, y, layout)
            y += layout.row
    high = y + 8
    months = [_month(axis.at(day), f"{day:%Y-%m}", high) for day in axis.months()]
    today = axis.at(on)
    now = line(today, TOP - 6, today, high, "pz-axis-today")
    now += text(min(today, layout.wide - 20), high + 14, _("today"), "pz-axis-word")
    inside = "".join([*months, now, *parts])
    return (
        f'<svg class="pz-axis {layout.css}" viewBox="0 0 {layout.wide} {high + 22}" role="img" '
        f'aria-labelledby="timeline-title">{inside}</svg>'
    )


class _Axis:
    """Days as places."""

    def __init__(self, first: date, last: date, layout: Layout) -> None:
        self._first, self._last, self._layout = first.replace(day=1), last + timedelta(days=6), layout
        self._days = max(1, (self._last - self._first).days)

    def at(self, day: date) -> float:
        room = self._layout.wide - self._layout.labels - 20
        return round(self._layout.labels + room * (day - self._first).days / self._days, 1)

    def months(self) -> Iterator[date]:
        """The first days of months; every so many that their names do not run into each other."""
        room = (self._layout.wide - self._layout.labels) // _MONTH
        every, day, n = 1 + self._days // 30 // room, self._first, 0
        while self.at(day) < self._layout.wide - _MONTH:
            if n % every == 0:
                yield day
            day, n = (day + timedelta(days=32)).replace(day=1), n + 1


def _month(x: float, name: str, high: int) -> str:
    return line(x, TOP - 6, x, high, "pz-axis-month") + text(x + 4, 18, name, "pz-axis-word", "start")


def _bar(bar: Bar, axis: _Axis, y: int, layout: Layout) -> Iterator[str]:
    beside = layout.labels > 0
    room = layout.labels - 24 if beside else layout.wide - 16
    yield text(
        12 if beside else 0,
        y + 17 if beside else y + 12,
        cut(bar.label, _SIZE, room),
        "pz-axis-label",
        "start",
    )
    top = y + 7 if beside else y + 19
    start, due = axis.at(bar.start), axis.at(bar.due)
    yield _rect(start, top, due - start, bar.css)
    if bar.late is not None:
        wide = max(axis.at(bar.late) - due, 4)
        yield _rect(due, top, wide, "late")
        yield text(due + wide + 4, top + 10, "!", "pz-axis-mark", "start")
    if bar.done is not None:
        yield f'<circle cx="{axis.at(bar.done):g}" cy="{top + 6}" r="5" class="pz-axis-done"/>'


def _rect(x: float, y: int, wide: float, css: str) -> str:
    return f'<rect x="{x:g}" y="{y}" width="{max(wide, 4):g}" height="12" rx="3" class="pz-axis-{css}"/>'
