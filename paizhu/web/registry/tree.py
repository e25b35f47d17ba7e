"""The registry's page: the organs of a day as a tree, one organ by its name, the days on which something changes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.registry.hierarchy import find, hierarchy
from paizhu.registry.kinds import Kind
from paizhu.registry.names import plain
from paizhu.registry.records import Chart, Organ, holds_on
from paizhu.registry.ruling import Here
from paizhu.registry.turning import turning_days
from paizhu.web import links
from paizhu.web.registry import moment as moments
from paizhu.web.registry.branches import drawn
from paizhu.web.registry.moment import Moment
from paizhu.web.registry.strip import strip
from paizhu.web.registry.words import KINDS

MOST_FOUND = 50
# Kinds that stand at the top by themselves; anything else without a superior on the day is shown apart.
_TOP = frozenset({Kind.COMMITTEE, Kind.COMMISSION, Kind.AGENCY})


@dataclass(frozen=True, slots=True)
class Hit:
    name: str
    short: str
    id: str
    kind: str
    link: str
    exists: bool


@vary_on_headers("HX-Request")
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """Show the organs of a day: all, those below one (`under`), or those called so (`q`)."""
    moment = moments.read(request.GET)
    registry = moment.registry()
    if registry is None:
        return render(request, "web/registry/empty.html")
    asked, under = moments.word(request.GET, "q"), moments.word(request.GET, "under")
    context: dict[str, object] = {"moment": moment, "asked": asked, "under": under}
    if not moment.errors:
        chart = registry.chart
        context["strip"] = strip(turning_days([*chart.organs.values(), *chart.relations.values()]), moment.on)
        context |= _found(registry, asked, moment) if asked else _tree(chart, moment, under)
    template = "web/registry/_tree.html" if request.headers.get("HX-Request") else "web/registry/tree.html"
    return render(request, template, context, status=422 if moment.errors else 200)


def _tree(chart: Chart, moment: Moment, under: str) -> dict[str, object]:
    roots = hierarchy(chart, moment.on)
    alive = [organ for organ in chart.organs.values() if holds_on(organ, moment.on)]
    context: dict[str, object] = {
        "counts": _counts(alive),
        "total": len(alive),
        "known_at_all": bool(chart.organs),
    }
    if under:
        branch = find(roots, under)
        known = chart.organs.get(under)
        top, apart = [branch] if branch else [], []
        context["below"] = known.name if known else under
        context["up"] = links.organs(moment.on, moment.known)
    else:
        top = [root for root in roots if root.organ.kind in _TOP]
        apart = [root for root in roots if root.organ.kind not in _TOP]
    return context | {"tree": drawn(top, moment), "apart": drawn(apart, moment), "apart_count": len(apart)}


def _counts(alive: Iterable[Organ]) -> list[tuple[str, int]]:
    counted = Counter(organ.kind for organ in alive)
    return [(str(KINDS[kind]), counted[kind]) for kind in Kind if counted[kind]]


def _found(registry: Here, asked: str, moment: Moment) -> dict[str, object]:
    """The organs of that id or usual name first, then those in whose name or id the words stand."""
    organs, word = registry.chart.organs, plain(asked)
    ids = dict.fromkeys(([asked] if asked in organs else []) + list(registry.recogniser.names.called(asked)))
    ids |= dict.fromkeys(
        o.id
        for o in organs.values()
        if word in plain(o.name) or word in plain(o.short) or word in plain(o.id)
    )
    hits = [_hit(organs[id_], moment) for id_ in list(ids)[:MOST_FOUND]]
    return {"hits": hits, "found": len(ids), "more": len(ids) - len(hits)}


def _hit(organ: Organ, moment: Moment) -> Hit:
    kind, exists = str(KINDS[organ.kind]), holds_on(organ, moment.on)
    return Hit(organ.name, organ.short, organ.id, kind, moment.organ(organ.id), exists)
