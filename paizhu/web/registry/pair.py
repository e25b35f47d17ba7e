"""Two named organs on a day: how they stand to each other, and who owes what to whom."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.norms.near import nearest
from paizhu.registry.records import Chart, holds_on
from paizhu.registry.ruling import Here
from paizhu.web import links, organs
from paizhu.web.language import pack_language
from paizhu.web.registry import moment as moments
from paizhu.web.registry.moment import Moment
from paizhu.web.registry.owing import Pair, owed, owed_by_posts, pair_of
from paizhu.web.registry.standing import days, way
from paizhu.web.registry.words import KINDS, TYPES

MOST_NAMES = 2_000  # names offered while one is written


@dataclass(slots=True)
class Chosen:
    """The two organs asked about: ids where they were recognised, and the words to show in the fields."""

    ids: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    near: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way from one organ to the other."""

    source: str
    word: str
    target: str
    days: str


@vary_on_headers("HX-Request")
@require_safe
def pair(request: HttpRequest) -> HttpResponse:
    """Tell what organ `x` and organ `z` owe each other; without them, show the fields."""
    moment = moments.read(request.GET)
    registry = moment.registry()
    if registry is None:
        return render(request, "web/registry/empty.html")
    chosen = _read(request.GET, registry, moment)
    context: dict[str, object] = {"moment": moment, "chosen": chosen, "names": organ_names(registry.chart)}
    if not moment.errors and len(chosen.ids) == 2:  # noqa: PLR2004  x and z
        context |= _told(registry, chosen.ids["x"], chosen.ids["z"], moment)
    template = "web/registry/_pair.html" if request.headers.get("HX-Request") else "web/registry/pair.html"
    return render(request, template, context, status=422 if moment.errors else 200)


def _read(fields: QueryDict, registry: Here, moment: Moment) -> Chosen:
    chosen, names = Chosen(), registry.recogniser.names
    for name in ("x", "z"):
        given = moments.word(fields, name)
        chosen.words[name] = given
        if not given:
            continue
        called = (given,) if given in registry.chart.organs else names.called(given)
        if len(called) == 1:
            _take(chosen, name, registry.chart, called[0], moment)
        elif called:
            moment.errors[name] = _("“{given}” may be several organs: choose one by its id.").format(
                given=given
            )
            chosen.near[name] = [f"{id_} {registry.chart.organs[id_].name}" for id_ in called[:8]]
        else:
            moment.errors[name] = _("The registry holds no organ “{given}”.").format(given=given)
            chosen.near[name] = list(nearest(given, names.words()))
    if len(chosen.ids) == 2 and chosen.ids["x"] == chosen.ids["z"]:  # noqa: PLR2004  x and z
        moment.errors["z"] = _("Both are the same organ; choose two.")
    if bool(chosen.words["x"]) != bool(chosen.words["z"]):
        missing = "z" if chosen.words["x"] else "x"
        moment.errors[missing] = _("The other organ is needed as well.")
    return chosen


def _take(chosen: Chosen, name: str, chart: Chart, id_: str, moment: Moment) -> None:
    organ = chart.organs[id_]
    chosen.ids[name], chosen.words[name] = id_, organ.name
    if not holds_on(organ, moment.on):
        message = _("{name} does not exist on {on} ({days}).")
        moment.errors[name] = message.format(name=organ.name, on=moment.on.isoformat(), days=days(organ))


def organ_names(chart: Chart) -> list[str]:
    """Return the names to offer while one is written."""
    return [organ.name for organ in list(chart.organs.values())[:MOST_NAMES]]


def _told(registry: Here, x: str, z: str, moment: Moment) -> dict[str, object]:
    of, lang = pair_of(registry, x, z, moment, pack_language()), pack_language()
    proof = of.day.proof
    relations = [*proof.between(x, z), *proof.between(z, x)]
    there = {"bearer": _party(of, x), "toward": _party(of, z), "relations": relations}
    return {
        "x": _party(of, x),
        "z": _party(of, z),
        "related": organs.relations(there | {"supervised_by": [], "local": []}, lang) if relations else "",
        "way": [] if relations else _way(registry, x, z, moment),
        "directions": [(owed(of, *ends), owed_by_posts(of, *ends)) for ends in ((x, z), (z, x))],
        "turned": links.pair(z, x, moment.on, moment.known),
        "local": [pack.local.title.in_(lang) for pack in of.packs],
        "over": [] if relations else _over(of, z),
    }


def _party(of: Pair, id_: str) -> dict[str, object]:
    organ = of.registry.chart.organs[id_]
    return {"id": id_, "name": organ.name, "kind": KINDS[organ.kind], "link": of.moment.organ(id_)}


def _way(registry: Here, x: str, z: str, moment: Moment) -> list[Step]:
    organs_ = registry.chart.organs
    return [
        Step(organs_[r.source].name, str(TYPES[r.type]), organs_[r.target].name, days(r))
        for r in way(registry, x, z, moment)
    ]


def _over(of: Pair, organ: str) -> list[str]:
    """Who supervises the organ on that day: whom the other may be taken for."""
    found = of.day.world.reached("supervises", organ, of.moment.on.toordinal(), back=True)
    return [of.day.names[id_] for id_ in found if id_ in of.registry.chart.organs]
