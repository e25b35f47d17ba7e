"""Relations and seats of an organ as bars over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from paizhu.registry.records import Chart, Organ, Relation, Seat, holds_on, last_day
from paizhu.web.registry.strip import WIDTH, Strip
from paizhu.web.registry.words import BACK, TYPES

Spanned = Organ | Relation | Seat


@dataclass(frozen=True, slots=True)
class Bar:
    """x, wide: its place in the drawing; holds: whether it holds on the day shown."""

    label: str
    kind: str
    since: str
    last: str
    x: float
    wide: float
    holds: bool


def bars(chart: Chart, organ: str, strip: Strip) -> list[Bar]:
    """Return one bar for the organ, each of its relations and each seat, in the order in which they begin."""
    posts = {post.id for post in chart.posts.values() if post.organ == organ}
    relations = [r for r in chart.relations.values() if organ in {r.source, r.target}]
    seats = [s for s in chart.seats.values() if s.post in posts]
    dated: list[Relation | Seat] = [*relations, *seats]
    ordered = sorted(dated, key=lambda r: (r.since or date.min, r.id))
    return [_bar(record, chart, organ, strip) for record in (chart.organs[organ], *ordered)]


def spanned(chart: Chart, organ: str) -> Iterable[Spanned]:
    """Return what has days in the life of an organ: itself, its relations, the seats in it."""
    posts = {post.id for post in chart.posts.values() if post.organ == organ}
    yield chart.organs[organ]
    yield from (r for r in chart.relations.values() if organ in {r.source, r.target})
    yield from (s for s in chart.seats.values() if s.post in posts)


def _bar(record: Spanned, chart: Chart, organ: str, strip: Strip) -> Bar:
    begin = max(record.since or strip.first, strip.first)
    end = min(record.until or strip.last, strip.last)
    x = WIDTH * (begin - strip.first).days / strip.span
    wide = max(WIDTH * (end - begin).days / strip.span, 3)
    last = last_day(record.until)
    return Bar(
        _label(record, chart, organ),
        record.LIST,
        record.since.isoformat() if record.since else "…",
        last.isoformat() if last else "…",
        round(x, 1),
        round(wide, 1),
        holds_on(record, strip.on),
    )


def _label(record: Spanned, chart: Chart, organ: str) -> str:
    match record:
        case Organ():
            return _("The organ itself")
        case Relation():
            back = record.target == organ
            other = chart.organs[record.source if back else record.target].name
            return f"{(BACK if back else TYPES)[record.type]} {other}"
        case Seat():
            return f"{chart.posts[record.post].title} · {record.person}"
