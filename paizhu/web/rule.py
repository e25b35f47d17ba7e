"""Asking in the pack's own terms: who, what, toward whom, each chosen from a list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.norms.base import Base
from paizhu.norms.decide import Question, decide
from paizhu.norms.errors import UnknownTerm
from paizhu.norms.result import Result, of_ruling
from paizhu.registry.ruling import Here
from paizhu.web import card, links
from paizhu.web.base import Opened, opened
from paizhu.web.days import NotADay, day_of
from paizhu.web.language import pack_language
from paizhu.web.seat import registry_for

LONGEST_TERM = 80


@dataclass(frozen=True, slots=True)
class Near:
    """A term that was perhaps meant, with the address of the question that uses it."""

    name: str
    link: str


@dataclass(slots=True)
class Chosen:
    """What the form was sent with: ids where they were recognised, and the words to show in the fields."""

    on: date
    given_on: str
    bearer: str = ""
    act: str = ""
    toward: str = ""
    words: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    near: dict[str, list[Near]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return bool(self.bearer and self.act) and not self.errors


@vary_on_headers("HX-Request")
@require_safe
def rule(request: HttpRequest) -> HttpResponse:
    """Rule on the chosen terms; without them, show the lists."""
    place, lang, today = opened(), pack_language(), timezone.localdate()
    registry = registry_for(request, place.base)
    chosen = _read(request.GET, place.base, registry, lang)
    context: dict[str, object] = {"chosen": chosen, "lists": _lists(lang), "card": None}
    if chosen.complete:
        try:
            context["card"] = _card(
                place, registry, chosen, lang, today, every_miss=request.GET.get("misses") == "all"
            )
        except UnknownTerm as unknown:
            several = _("“{given}” stands for no party, or for several, here: choose one by its name.")
            chosen.errors["toward"] = several.format(given=unknown.given)
    template = "web/rule/_rule.html" if request.headers.get("HX-Request") else "web/rule/page.html"
    return render(request, template, context, status=422 if chosen.errors else 200)


def _card(
    place: Opened, registry: Here | None, chosen: Chosen, lang: str, today: date, *, every_miss: bool
) -> card.Card:
    result = _ruled(place.base, registry, chosen, lang)

    def link_on(day: date) -> str:
        return links.rule(chosen.bearer, chosen.act, chosen.toward or None, day)

    return card.make(card.Drawn(place, result, lang, link_on, today, every_miss))


def _ruled(base: Base, registry: Here | None, chosen: Chosen, lang: str) -> Result:
    """The ruling: between organs where one was chosen, else between kinds. Raises UnknownTerm."""
    toward = chosen.toward or None
    if registry is not None:
        return registry.rule(chosen.bearer, chosen.act, toward, chosen.on, lang)
    question = Question(chosen.bearer, chosen.act, toward, chosen.on)
    return of_ruling(decide(question, base, base.archetypes), base, lang)


def _read(fields: QueryDict, base: Base, registry: Here | None, lang: str) -> Chosen:
    given_on = fields.get("on", "")
    try:
        chosen = Chosen(day_of(given_on), given_on[:40])
    except NotADay as wrong:
        chosen = Chosen(timezone.localdate(), given_on[:40], errors={"on": str(wrong)})

    def party(word: str) -> str:
        return base.kind_id(word) if registry is None else registry.term(word, chosen.on)

    for name, known, needed in (
        ("bearer", party, True),
        ("act", base.act_id, True),
        ("toward", party, False),
    ):
        given = fields.get(name, "").strip()[:LONGEST_TERM]
        chosen.words[name] = given
        if given:
            _recognise(chosen, name, given, known, fields)
        elif needed and any(fields.get(n, "").strip() for n in ("bearer", "act", "toward")):
            chosen.errors[name] = _("This field is needed: choose a term from the list.")
    for name in ("bearer", "act", "toward"):
        term = getattr(chosen, name)
        if term:
            chosen.words[name] = _said(registry, base, name, term, lang)
    return chosen


def _recognise(chosen: Chosen, name: str, given: str, known: Callable[[str], str], fields: QueryDict) -> None:
    try:
        setattr(chosen, name, known(given))
    except UnknownTerm as unknown:
        shown = "".join(c for c in given if c.isprintable())
        chosen.errors[name] = _("“{given}” is not a term of the base.").format(given=shown)
        chosen.near[name] = [Near(word, _with(fields, name, known(word))) for word in unknown.near]


def _with(fields: QueryDict, name: str, term: str) -> str:
    changed = fields.copy()
    changed[name] = term
    return "/ask/rule/?" + changed.urlencode()


def _said(registry: Here | None, base: Base, name: str, term: str, lang: str) -> str:
    """What stands in the field: a name, or the id of a post or person; either is understood when it is sent again."""
    if registry is not None and name != "act":
        if term in registry.chart.organs:
            return registry.chart.organs[term].name
        if term not in base.kinds:
            return term
    return _word(base, name, term, lang)


def _word(base: Base, name: str, term: str, lang: str) -> str:
    """The name of the term, or its id where another term has the same name."""
    if name == "act":
        word = base.acts[term].name.in_(lang)
        return word if base.act_id(word) == term else term
    word = base.kinds[term].name.in_(lang)
    return word if base.kind_id(word) == term else term


@lru_cache(maxsize=2)
def _lists(lang: str) -> dict[str, SafeString]:
    """The options of both lists; they hang on the pack and the language alone."""
    base = opened().base
    return {
        "kinds": _options(sorted({k.name.in_(lang) for k in base.kinds.values()})),
        "acts": _options(sorted({a.name.in_(lang) for a in base.acts.values()})),
    }


def _options(words: list[str]) -> SafeString:
    return format_html_join("", '<option value="{}"></option>', ((word,) for word in words))
