"""The page of one organ: what it is, how it stands to others on a day, its posts and seats, its history."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.registry.history import history
from paizhu.registry.queries import instant_after
from paizhu.registry.records import Chart, Organ, Post, holds_on, last_day
from paizhu.registry.ruling import Here
from paizhu.registry.turning import turning_days
from paizhu.web import links
from paizhu.web.expected import year_of
from paizhu.web.language import pack_language
from paizhu.web.registry import moment as moments
from paizhu.web.registry.bars import bars, spanned
from paizhu.web.registry.moment import Moment
from paizhu.web.registry.standing import related, supervision
from paizhu.web.registry.strip import strip
from paizhu.web.registry.told import told
from paizhu.web.registry.words import KINDS, LEVELS

MOST_BARS, MOST_TOLD = 40, 100


@dataclass(frozen=True, slots=True)
class Held:
    """A post with whoever holds it on the day: code, since."""

    id: str
    title: str
    level: str
    manager: str
    manager_link: str
    key: bool | None
    holders: list[tuple[str, str]]


@vary_on_headers("HX-Request")
@require_safe
def organ(request: HttpRequest, organ_id: str = "") -> HttpResponse:
    """Show an organ on a day, as known on a day; `all` shows the whole of long lists."""
    moment = moments.read(request.GET)
    id_ = organ_id or request.GET.get("organ", "")
    now = Moment(moment.on).registry()
    if now is None or id_ not in now.chart.organs:
        raise Http404
    context: dict[str, object] = {"moment": moment, "organ": now.chart.organs[id_], "action": request.path}
    context |= {"by_id": not organ_id, "kind": KINDS[now.chart.organs[id_].kind]}
    registry = None if moment.errors else moment.registry()
    if registry is not None:
        context |= _toggle(id_, moment)
        known = registry.chart.organs.get(id_)
        context["known"] = known
        if known is not None:
            context |= _standing(registry, known, moment)
            context["year"] = year_of(registry, known.id, moment.on, pack_language())
            context |= _past(registry.chart, known, moment, every=request.GET.get("all") == "1")
    template = "web/registry/_organ.html" if request.headers.get("HX-Request") else "web/registry/organ.html"
    return render(request, template, context, status=422 if moment.errors else 200)


def _standing(registry: Here, of: Organ, moment: Moment) -> dict[str, object]:
    supervised_by, supervises = supervision(registry, of.id, moment)
    last = last_day(of.until)
    return {
        "organ": of,
        "kind": KINDS[of.kind],
        "since": of.since.isoformat() if of.since else "",
        "last": last.isoformat() if last else "",
        "exists": holds_on(of, moment.on),
        "groups": related(registry, of.id, moment),
        "supervised_by": supervised_by,
        "supervises": supervises,
        "posts": list(_posts(registry.chart, of.id, moment)),
        "below": links.organs(moment.on, moment.known, of.id),
    }


def _posts(chart: Chart, organ_id: str, moment: Moment) -> Iterable[Held]:
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for seat in chart.seats.values():
        if holds_on(seat, moment.on):
            holders[seat.post].append((seat.person, seat.since.isoformat() if seat.since else "…"))
    for post in chart.posts.values():
        if post.organ == organ_id:
            yield _held(post, chart, moment, holders[post.id])


def _held(post: Post, chart: Chart, moment: Moment, holders: list[tuple[str, str]]) -> Held:
    manager = chart.organs.get(post.managed_by)
    return Held(
        post.id,
        post.title,
        str(LEVELS[post.level]) if post.level else "",
        manager.name if manager else post.managed_by,
        moment.organ(manager.id) if manager else "",
        post.key,
        holders,
    )


def _past(chart: Chart, of: Organ, moment: Moment, *, every: bool) -> dict[str, object]:
    """The slider, the bars, and what was recorded; cut off where it is long, unless all of it is asked for."""
    days = strip(turning_days(spanned(chart, of.id)), moment.on)
    drawn = bars(chart, of.id, days) if days else []
    changes = history(of.id, moment.known)
    return {
        "strip": days,
        "bars": drawn if every else drawn[:MOST_BARS],
        "changes": told(changes if every else changes[:MOST_TOLD], chart),
        "more": not every and (len(drawn) > MOST_BARS or len(changes) > MOST_TOLD),
        "all_link": f"{moment.organ(of.id)}&all=1#history",
    }


def _toggle(id_: str, moment: Moment) -> dict[str, object]:
    """The way between what is known now and what was known then; how much of it came later."""
    if moment.known is None:
        then = links.organ(id_, moment.on, moment.on) if moment.on < timezone.localdate() else ""
        return {"as_known_then": then}
    at = instant_after(moment.known)
    later = [one for one in history(id_) if at and one.at > at]
    return {"as_known_now": links.organ(id_, moment.on), "later": len(later)}
