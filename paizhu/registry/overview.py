"""One organ on a day: what it is, how it stands to others, who supervises it and whom it supervises, who sits there."""

from datetime import date
from typing import Any

from paizhu.norms.base import Base
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.near import nearest
from paizhu.registry import said
from paizhu.registry.names import Names
from paizhu.registry.parties import parties
from paizhu.registry.records import Chart, Relation, holds_on


def overview(chart: Chart, organ_id: str, on: date, base: Base) -> dict[str, Any]:
    """Return an organ with its relations, posts and seats on that day, as `registry show --json` prints it.

    supervised_by, supervises: organs only, by the pack's own derivation. Raises KeyError for an unknown id.
    """
    organ = chart.organs[organ_id]
    own = [r for r in chart.relations.values() if organ_id in {r.source, r.target} and holds_on(r, on)]
    posts = [post for post in chart.posts.values() if post.organ == organ_id]
    at = {post.id for post in posts}
    seats = [seat for seat in chart.seats.values() if seat.post in at and holds_on(seat, on)]
    return {
        "organ": said.record(organ) | {"exists": holds_on(organ, on)},
        "on": on.isoformat(),
        "relations": [_relation(r, chart) for r in sorted(own, key=lambda r: (r.type, r.id))],
        **_supervision(chart, organ_id, on, base),
        "posts": [said.record(post) for post in posts],
        "seats": [said.record(s) | {"title": chart.posts[s.post].title} for s in seats],
    }


def _relation(relation: Relation, chart: Chart) -> dict[str, Any]:
    names = {
        "from_name": chart.organs[relation.source].name,
        "to_name": chart.organs[relation.target].name,
    }
    return said.record(relation) | names


def _supervision(chart: Chart, organ_id: str, on: date, base: Base) -> dict[str, list[dict[str, str]]]:
    found = parties(chart, on)
    if organ_id not in found.kinds:
        return {"supervised_by": [], "supervises": []}
    world, day = found.world(base), on.toordinal()
    over = world.reached("supervises", organ_id, day, back=True)
    under = world.reached("supervises", organ_id, day)
    return {"supervised_by": _named(over, chart), "supervises": _named(under, chart)}


def _named(ids: list[str], chart: Chart) -> list[dict[str, str]]:
    return [{"id": id_, "name": chart.organs[id_].name} for id_ in ids if id_ in chart.organs]


def organ_id(chart: Chart, word: str) -> str:
    """Return the id of the organ that an id, a name or a usual abbreviation stands for.

    Raises UnknownTerm with the nearest ones, or with the candidates where several are called so.
    """
    if word in chart.organs:
        return word
    names = Names(chart.organs.values())
    candidates = names.called(word)
    if len(candidates) == 1:
        return candidates[0]
    near = candidates or tuple(nearest(word, names.words()))
    raise UnknownTerm(
        "organ", word, tuple(f"{chart.organs[c].name} ({c})" if c in chart.organs else c for c in near)
    )
