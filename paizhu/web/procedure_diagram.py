"""A procedure as a drawing: states from top to bottom, acts as arrows with their names, the way a matter took.

An act that leads to the next state runs down the spine. Those that leap ahead run in lanes on the right, those that lead
back in lanes on the left, one lane for each state that they lead to. Everything drawn stands in the list as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from paizhu.norms import wording
from paizhu.norms.procedure import Procedure
from paizhu.web import drawing as draw
from paizhu.web.stations import Arrow, Line, Station, line_of

_WIDE = 320.0
_LANE, _EDGE = 10.0, 3.0
_NAME, _SMALL = 13.0, 11.0
_HIGH, _LOW = 17.0, 15.0  # of a line of each


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing, and what says the same in a list."""

    svg: SafeString
    line: Line


def drawn(procedure: Procedure, at: str | None, path: Sequence[str], lang: str) -> Drawn:
    """Return the drawing of a procedure, with its list.

    at, path: as for `line_of`.  lang: "zh" or "en"; the active language must be the same.
    """
    line = line_of(procedure, at, path, lang)
    sheet = _Sheet(line, lang)
    return Drawn(sheet.svg(procedure.name.in_(lang)), line)


class _Sheet:
    """One drawing in the making: first where everything goes, then the lines, then the boxes."""

    def __init__(self, line: Line, lang: str) -> None:
        self._line, self._lang = line, lang
        self._ahead, self._back = _lanes(line, back=False), _lanes(line, back=True)
        self._left = _EDGE + _LANE * len({*self._back.values()})
        self._right = _WIDE - _EDGE - _LANE * len({*self._ahead.values()})
        self._spine = self._left + 22
        self._label = self._spine + 14
        self._boxes: list[tuple[float, float]] = []  # top and bottom of each
        self._starts: list[float] = []  # where the arrows of the opening and of each station begin
        self._rows: list[list[tuple[Arrow, float, tuple[str, ...]]]] = []
        self._high = self._place()

    def svg(self, name: str) -> SafeString:
        parts = [*self._arrows(taken=False), *self._arrows(taken=True), *self._labels()]
        for station, (top, bottom) in zip(self._line.stations, self._boxes, strict=True):
            parts += self._box(station, top, bottom)
        title = _("Procedure: {name}").format(name=name)
        what = _(
            "States from top to bottom, acts as arrows between them. The list of the states says the same."
        )
        return SafeString(  # every text in it was escaped where it was set
            f'<svg class="pz-diagram pz-pd" viewBox="0 0 {_WIDE:g} {self._high:g}" role="img" '
            f'aria-labelledby="pd-title" aria-describedby="pd-what"><title id="pd-title">{escape(title)}</title>'
            f'<desc id="pd-what">{escape(what)}</desc>{"".join(parts)}</svg>'
        )

    def _place(self) -> float:
        """Say where everything goes; return how high the drawing is."""
        y = self._place_rows(10.0, self._line.opening, -1)
        for number, station in enumerate(self._line.stations):
            lines = len(self._names(station)) * _HIGH + (bool(_tags(station)) + bool(station.stays)) * _LOW
            self._boxes.append((y, y + lines + 14))
            y = self._place_rows(y + lines + 14, station.arrows, number)
        return y - 6

    def _place_rows(self, y: float, arrows: Sequence[Arrow], number: int) -> float:
        self._starts.append(y)
        rows = []
        y += 6
        # The one that runs on down the spine comes last, so that no other label stands beside its head.
        for arrow in sorted(arrows, key=lambda a: (a.to == number + 1, a.to < number)):
            words = draw.wrapped(arrow.act, _NAME, self._right - self._label - 14, 2)
            rows.append((arrow, y + 12, words))
            y += _HIGH * len(words) + 4
        self._rows.append(rows)
        return y + 8

    def _arrows(self, *, taken: bool) -> Iterator[str]:
        """The lines of those that were taken, or of the others; what is drawn later lies above."""
        css = "pz-pd-arrow pz-pd-taken" if taken else "pz-pd-arrow"
        if not taken:
            yield f'<circle cx="{self._spine:g}" cy="{self._starts[0]:g}" r="4" class="pz-pd-start"/>'
        for number, rows in enumerate(self._rows, start=-1):
            for arrow, y, words in rows:
                if arrow.taken == taken:
                    yield from self._arrow(arrow, number, y, words[0], css)

    def _arrow(self, arrow: Arrow, number: int, y: float, words: str, css: str) -> Iterator[str]:
        top, bottom = self._boxes[arrow.to]
        middle, start = (top + bottom) / 2, self._starts[number + 1]
        if arrow.to == number + 1:
            yield draw.line(self._spine, start, self._spine, top - 1, css)
            yield draw.arrow_head(self._spine, top - 1, css, "down")
            return
        yield draw.line(self._spine, start, self._spine, y, css)
        yield draw.line(self._spine, y, self._label - 4, y, css)
        if arrow.to > number:
            from_, lane, edge = self._label + draw.width(words, _NAME) + 5, self._ahead[arrow.to], self._right
            x, points = edge + _LANE * (lane + 1) - 2, "left"
        else:
            from_, lane, edge = self._spine, self._back[arrow.to], self._left
            x, points = edge - _LANE * (lane + 1) + 2, "right"
        yield f'<path d="M{from_:g} {y:g}H{x:g}V{middle:g}H{edge:g}" class="{css}"/>'
        yield draw.arrow_head(edge, middle, css, points)

    def _labels(self) -> Iterator[str]:
        for rows in self._rows:
            for arrow, y, words in rows:
                css = "pz-pd-act pz-pd-went" if arrow.taken else "pz-pd-act"
                for n, row in enumerate(words):
                    yield draw.text(self._label, y + 4.5 + n * _HIGH, row, css, "start")

    def _box(self, station: Station, top: float, bottom: float) -> Iterator[str]:
        wide = self._right - self._left
        marks = {"now": station.now, "passed": station.passed, "final": station.final}
        css = " ".join(["pz-pd-state", *(f"pz-pd-{mark}" for mark, is_so in marks.items() if is_so)])
        yield draw.box(self._left, top, wide, bottom - top, css)
        if station.final:  # a second frame inside the first
            yield draw.box(self._left + 3, top + 3, wide - 6, bottom - top - 6, "pz-pd-inner")
        x, y = self._left + 12, top + 6
        for row in self._names(station):
            y += _HIGH
            yield draw.text(x, y - 2, row, "pz-dg-name", "start")
        tags = _tags(station)
        if tags:
            y += _LOW
            yield draw.text(x, y - 2, " · ".join(tags), "pz-pd-tag", "start")
        if station.stays:
            also = _("also: {acts}").format(acts=wording.listed(station.stays, self._lang))
            yield draw.text(x, y + _LOW - 2, draw.cut(also, _SMALL, wide - 24), "pz-dg-note", "start")

    def _names(self, station: Station) -> tuple[str, ...]:
        return draw.wrapped(station.name, _NAME, self._right - self._left - 24, 2)


def _tags(station: Station) -> list[str]:
    """What is said of the state in words, so that no colour and no frame has to be read."""
    marks = {_("now here"): station.now, _("was here"): station.passed, _("final"): station.final}
    return [word for word, is_so in marks.items() if is_so]


def _lanes(line: Line, *, back: bool) -> dict[int, int]:
    """The lane of each state that arrows leap ahead to, or lead back to; 0 is the nearest to the boxes.

    Arrows to one state share a lane. The shortest lie innermost; two lanes at the same distance do not overlap.
    """
    spans: dict[int, tuple[int, int]] = {}
    every = [line.opening, *(station.arrows for station in line.stations)]
    for number, arrows in enumerate(every, start=-1):
        for to in (arrow.to for arrow in arrows):
            if (to < number) if back else (to > number + 1):
                low, high = spans.get(to, (to, to))
                spans[to] = min(low, number), max(high, number)
    lanes: dict[int, int] = {}
    for to, (low, high) in sorted(spans.items(), key=lambda s: (s[1][1] - s[1][0], s[0])):
        used = {lanes[o] for o in lanes if spans[o][0] <= high and low <= spans[o][1]}
        lanes[to] = next(n for n in range(len(used) + 1) if n not in used)
    return lanes
