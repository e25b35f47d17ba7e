"""Who may own a measure: the unit, its bodies, and the units below it; a post of theirs. No person is named."""

from datetime import date

from paizhu.registry.kinds import Type
from paizhu.registry.records import DAY_LAST, DAY_ZERO, Chart
from paizhu.registry.responsible import bodies_of, host_of


def owners(chart: Chart, unit: str, on: date) -> tuple[str, ...]:
    """Return the organs of the unit on that day: itself, its bodies, and those below it, at whatever depth."""
    host = host_of(chart, unit, on, on)
    found = list(bodies_of(chart, host, on, on)) if host is not None else [unit]
    below = [
        (r.source, r.target)
        for r in chart.relations.values()
        if r.type is Type.SUBORDINATE_OF and (r.since or DAY_ZERO) <= on < (r.until or DAY_LAST)
    ]
    for organ in found:  # grows while it is walked
        found += [source for source, target in below if target == organ and source not in found]
    return tuple(found)


def titles(chart: Chart, organ: str) -> tuple[str, ...]:
    """Return the titles of the posts of an organ."""
    return tuple(sorted({post.title for post in chart.posts.values() if post.organ == organ}))


def holders(chart: Chart, organ: str, title: str, on: date) -> frozenset[str]:
    """Return the persons who hold a post of that title on that day; of any title where it is ""."""
    posts = {p.id for p in chart.posts.values() if p.organ == organ and title in ("", p.title)}
    return frozenset(
        seat.person
        for seat in chart.seats.values()
        if seat.post in posts and (seat.since or DAY_ZERO) <= on < (seat.until or DAY_LAST)
    )
