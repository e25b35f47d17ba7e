"""Questions, norms, texts and periods: for everybody; named organs only for who shows a token."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec.json import encode as json_bytes
from ninja import Query, Router
from pydantic import Field

from paizhu import places
from paizhu.api.callers import anybody, caller
from paizhu.api.errors import NotYet
from paizhu.api.replies import replies
from paizhu.api.schemas import rulings
from paizhu.api.schemas.common import Day, Id, Word
from paizhu.api.speaking import language
from paizhu.door.calendars import calendar
from paizhu.norms.ask.answer import of_reply
from paizhu.norms.decide import Question, decide
from paizhu.norms.errors import InvalidInput, UnknownTerm
from paizhu.norms.model import Norm, Rolls, Unit
from paizhu.norms.near import nearest
from paizhu.norms.periods.period import LONGEST, due
from paizhu.norms.periods.sums import Sum
from paizhu.norms.result import Result, norm_line, norm_whole, of_ruling
from paizhu.norms.search.searcher import Hit
from paizhu.norms.texts.library import open_library
from paizhu.opened import opened
from paizhu.registry.asking import ask as ask_organs
from paizhu.searchers import Making, searchers

router = Router(auth=anybody, tags=["ask"])

WAIT_S = 5


@router.post("/ask", response=replies(rulings.Ruling), operation_id="ask_post", summary="Ask in words")
def ask_post(request: HttpRequest, question: rulings.Question) -> HttpResponse:
    """Answer who owes what to whom, in Chinese or English; with a token about named organs as well."""
    return _asked(request, question)


@router.get("/ask", response=replies(rulings.Ruling), operation_id="ask", summary="Ask in words")
def ask(request: HttpRequest, question: Query[rulings.Question]) -> HttpResponse:
    """Answer who owes what to whom, in Chinese or English; with a token about named organs as well."""
    return _asked(request, question)


def _asked(request: HttpRequest, question: rulings.Question) -> HttpResponse:
    who, on, place, lang = caller(request), _day(question.on), opened(), language()
    if who.present is None:
        return _as_it_is(of_reply(place.asker.ask(question.text, on), place.base, lang))
    return _as_it_is(ask_organs(who.present.here, place.asker, question.text, on, lang))


@router.post("/rule", response=replies(rulings.Ruling), operation_id="rule_post", summary="Ask in terms")
def rule_post(request: HttpRequest, terms: rulings.Terms) -> HttpResponse:
    """Rule on bearer, act and counterpart, named by id or name."""
    return _ruled(request, terms)


@router.get("/rule", response=replies(rulings.Ruling), operation_id="rule", summary="Ask in terms")
def rule(request: HttpRequest, terms: Query[rulings.Terms]) -> HttpResponse:
    """Rule on bearer, act and counterpart, named by id or name."""
    return _ruled(request, terms)


def _ruled(request: HttpRequest, terms: rulings.Terms) -> HttpResponse:
    who, on, base, lang = caller(request), _day(terms.on), opened().base, language()
    if who.present is not None:
        return _as_it_is(who.present.here.rule(terms.bearer, terms.act, terms.toward or None, on, lang))
    toward = base.kind_id(terms.toward) if terms.toward else None
    question = Question(base.kind_id(terms.bearer), base.act_id(terms.act), toward, on)
    return _as_it_is(of_ruling(decide(question, base, base.archetypes), base, lang))


def _as_it_is(result: Result) -> HttpResponse:
    """Commands print the same object; checking each of its many parts once more would take longer than to rule."""
    return HttpResponse(json_bytes(result), content_type="application/json; charset=utf-8")


@router.get("/norms", response=replies(rulings.NormPage), operation_id="norms", summary="List norms")
def norms(
    request: HttpRequest,
    regulation: Word = "",
    act: Word = "",
    on: Day | None = None,
    after: Word = "",
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """List the norms of the base in its order. regulation, act: ids.  on: in force on that day."""
    base = opened().base
    found = base.pack.norms
    act = base.act_id(act) if act else ""
    _known_regulation(regulation, base.regulations)
    if after:
        if after not in base.norms:
            raise InvalidInput(_("There is no such page; start again with the first one."))
        found = found[found.index(base.norms[after]) + 1 :]
    wanted = [norm for norm in found if _wanted(norm, regulation, act, on)][: limit + 1]
    lines = [norm_line(norm, base, language()) for norm in wanted[:limit]]
    return {"norms": lines, "next": lines[-1]["norm"] if len(wanted) > limit else None}


def _known_regulation(given: str, known: Collection[str]) -> None:
    """Raise UnknownTerm for a regulation that there is not: an empty list would look like an answer."""
    if given and given not in known:
        raise UnknownTerm("regulation", given, nearest(given, known))


def _wanted(norm: Norm, regulation: str, act: str, on: date | None) -> bool:
    return regulation in ("", norm.regulation) and act in ("", norm.act) and (on is None or norm.in_force(on))


@router.get(
    "/norms/{norm}", response=replies(rulings.NormWhole, 404), operation_id="norm", summary="Show a norm"
)
def norm(request: HttpRequest, norm: Id) -> Result:
    """Show a norm with its citation, conditions and values."""
    base = opened().base
    if norm not in base.norms:
        raise Http404
    return norm_whole(base.norms[norm], base, language())


@router.get("/search", response=replies(rulings.Hits, 503), operation_id="search", summary="Search the texts")
def search(
    request: HttpRequest,
    q: Annotated[str, Field(min_length=1, max_length=300)],
    on: Day | None = None,
    regulation: Word = "",
    limit: Annotated[int, Field(ge=1, le=50)] = 10,
    skip: Annotated[int, Field(ge=0, le=200)] = 0,
) -> dict[str, Any]:
    """Search the imported articles by citation or in words. on: versions in force that day."""
    library, day = open_library(places.home()), _day(on)
    _known_regulation(regulation, {*opened().base.regulations, *library.regulations})
    if not len(library):
        return {"hits": [], "total": 0, "texts": 0}
    searcher = searchers.get(library)
    if isinstance(searcher, Making):
        raise NotYet(_("The texts are being prepared for search; ask again in a moment."), WAIT_S)
    found = searcher.search(q, day, limit=limit, skip=skip, regulation=regulation or None)
    return {"hits": [_hit(hit, day) for hit in found.hits], "total": found.total, "texts": len(library)}


def _hit(hit: Hit, on: date) -> dict[str, Any]:
    version = hit.version
    return {
        "regulation": version.regulation,
        "version": version.version,
        "article": hit.article,
        "title": version.full_title,
        "score": hit.score,
        "snippet": hit.snippet,
        "exact": hit.exact,
        "in_force": version.in_force(on).value,
    }


@router.get("/clock", response=replies(rulings.Period), operation_id="clock", summary="Count a period")
def clock(
    request: HttpRequest,
    event: Day | datetime,
    length: Annotated[int, Field(ge=1, le=LONGEST)],
    unit: Unit,
    rolls: Literal["stated", "by_analogy", "never"] = "by_analogy",
) -> dict[str, Any]:
    """Count when a period ends. event: its day, which does not count; for hours its instant with an offset."""
    start: date | datetime = event
    if isinstance(start, datetime):
        if timezone.is_naive(start):
            start = timezone.make_aware(start)
        start = timezone.localtime(start)
    return _period(due(start, length, unit, calendar(), rolls=Rolls(rolls)))


def _period(total: Sum) -> dict[str, Any]:
    lang = language()

    def named(days: Any) -> list[dict[str, Any]]:
        return [{"day": one.day, "name": one.name.in_(lang)} for one in days]

    return {
        "event": total.event.isoformat(),
        "length": total.length,
        "unit": total.unit,
        "rolls": total.rolls,
        "first": total.first.isoformat(),
        "nominal": total.nominal.isoformat(),
        "due": total.due.isoformat(),
        "skipped": named(total.skipped),
        "made_up": named(total.made_up),
        "by_analogy": total.by_analogy,
        "provisional": total.provisional,
        "lacking": list(total.lacking),
    }


def _day(given: date | None) -> date:
    return given or timezone.localdate()
