"""The relations of a day as a graph, as a table, and as the data that the graph is drawn from."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.registry.hierarchy import hierarchy
from paizhu.registry.kinds import Kind, Type
from paizhu.registry.records import Chart, Relation, holds_on
from paizhu.registry.ruling import Here
from paizhu.registry.turning import turning_days
from paizhu.web.registry import moment as moments
from paizhu.web.registry.layout import layout
from paizhu.web.registry.moment import Moment
from paizhu.web.registry.pair import organ_names
from paizhu.web.registry.standing import days
from paizhu.web.registry.strip import strip
from paizhu.web.registry.words import KINDS, TYPES

ROWS = 100
MOST_DRAWN = 3_000  # organs; beyond, a picture says nothing and takes long
NARROWEST, WIDEST = 0.4, 3.0


@dataclass(frozen=True, slots=True)
class Row:
    source: str
    source_link: str
    word: str
    target: str
    target_link: str
    days: str
    basis: str


@vary_on_headers("HX-Request")
@require_safe
def graph(request: HttpRequest) -> HttpResponse:
    """Show the relations of a day; the table beside the drawing says the same, page by page."""
    moment = moments.read(request.GET)
    registry = moment.registry()
    if registry is None:
        return render(request, "web/registry/empty.html")
    context: dict[str, object] = {"moment": moment}
    if not moment.errors:
        chart = registry.chart
        context["strip"] = strip(turning_days([*chart.organs.values(), *chart.relations.values()]), moment.on)
        context |= _table(chart, moment, request.GET) | _legend()
        known = moment.known.isoformat() if moment.known else ""
        context["first"] = urlencode({"on": moment.on.isoformat(), "known": known})
        context |= {"names": organ_names(chart), "too_many": _alive(chart, moment.on) > MOST_DRAWN}
    template = "web/registry/_graph.html" if request.headers.get("HX-Request") else "web/registry/graph.html"
    return render(request, template, context, status=422 if moment.errors else 200)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Return the organs and relations of a day with their places, as lists: [id, name, kind, x, y], [type, from, to]."""
    moment = moments.read(request.GET)
    registry = moment.registry()
    if registry is None or moment.errors:
        return JsonResponse({"organs": [], "relations": []}, status=422 if moment.errors else 404)
    return JsonResponse(_drawn(registry, moment.on, _ratio(request.GET)), json_dumps_params=_COMPACT)


_COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


def _drawn(registry: Here, on: date, ratio: float) -> dict[str, object]:
    chart = registry.chart
    places = layout(hierarchy(chart, on), ratio) if _alive(chart, on) <= MOST_DRAWN else {}
    kinds, types = list(Kind), list(Type)
    number = {id_: n for n, id_ in enumerate(places)}
    organs = [
        [id_, chart.organs[id_].short or chart.organs[id_].name, kinds.index(chart.organs[id_].kind), *place]
        for id_, place in places.items()
    ]
    relations = [
        [types.index(r.type), number[r.source], number[r.target]]
        for r in chart.relations.values()
        if holds_on(r, on) and r.source in number and r.target in number
    ]
    return {"on": on.isoformat(), "organs": organs, "relations": relations}


def _ratio(fields: QueryDict) -> float:
    try:
        given = float(fields.get("ratio", ""))
    except ValueError:
        return 1.6
    return min(max(given, NARROWEST), WIDEST) if given == given else 1.6  # noqa: PLR0124  not a number


def _alive(chart: Chart, on: date) -> int:
    return sum(holds_on(organ, on) for organ in chart.organs.values())


_STAR = "M6 0l1.8 4h4.2l-3.2 2.8 1.2 5-4-2.8-4 2.8 1.2-5-3.2-2.8h4.2z"
_DIAMOND = "M6 0l6 6-6 6-6-6z"
_TRIANGLE = "M6 0l6 12h-12z"
_PIN = "M6 12l-4-6a4.4 4.4 0 1 1 8 0z"
_CIRCLE = "M12 6a6 6 0 1 1-12 0a6 6 0 1 1 12 0z"
_SQUARE = "M0 0h12v12h-12z"
_ROUNDED = "M4 0h4a4 4 0 0 1 4 4v4a4 4 0 0 1-4 4h-4a4 4 0 0 1-4-4v-4a4 4 0 0 1 4-4z"
# So that no kind is told by its colour alone; the legend shows them, and the drawing takes them from there. 12 × 12.
_SHAPES = {
    Kind.COMMITTEE: _STAR,
    Kind.COMMISSION: _DIAMOND,
    Kind.AGENCY: _PIN,
    Kind.OFFICE: _TRIANGLE,
    Kind.HOST: _SQUARE,
    Kind.PARTY_GROUP: _CIRCLE,
    Kind.UNIT_COMMITTEE: _CIRCLE,
    Kind.ORGAN_COMMITTEE: _ROUNDED,
    Kind.ORGAN_DISCIPLINE: _DIAMOND,
    Kind.UNIT_DISCIPLINE: _TRIANGLE,
    Kind.SUBORDINATE: _SQUARE,
}


def _legend() -> dict[str, object]:
    return {
        "kinds": [(n, kind.name.lower(), _SHAPES[kind], KINDS[kind]) for n, kind in enumerate(Kind)],
        "types": [(n, type_.value, TYPES[type_]) for n, type_ in enumerate(Type)],
    }


def _table(chart: Chart, moment: Moment, fields: QueryDict) -> dict[str, object]:
    """One page of the relations of the day. `type` keeps one type."""
    types = [t for t in Type if t.value == fields.get("type", "")]
    order = {type_: n for n, type_ in enumerate(Type)}
    found = sorted(
        (r for r in chart.relations.values() if holds_on(r, moment.on) and (not types or r.type in types)),
        key=lambda r: (order[r.type], r.source, r.target),
    )
    given = fields.get("page", "")
    pages = max(-(-len(found) // ROWS), 1)
    page = min(max(int(given), 1), pages) if given.isascii() and given.isdigit() and len(given) < 7 else 1  # noqa: PLR2004  digits
    kept = f"&type={types[0].value}" if types else ""
    return {
        "rows": [_row(r, chart, moment) for r in found[(page - 1) * ROWS : page * ROWS]],
        "found": len(found),
        "page": page,
        "pages": pages,
        "type": types[0].value if types else "",
        "before": f"?{moment.days}{kept}&page={page - 1}" if page > 1 else "",
        "after": f"?{moment.days}{kept}&page={page + 1}" if page < pages else "",
    }


def _row(relation: Relation, chart: Chart, moment: Moment) -> Row:
    source, target = chart.organs[relation.source], chart.organs[relation.target]
    word = str(TYPES[relation.type])
    ends = source.name, moment.organ(source.id), word, target.name, moment.organ(target.id)
    return Row(*ends, days(relation), relation.basis)
