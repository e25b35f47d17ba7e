"""The Ask page: a question in words, answered with a card."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.normalise import LONGEST, normalise
from paizhu.norms.result import Result
from paizhu.registry.asking import ask as ask_organs
from paizhu.web import card, links
from paizhu.web.base import opened
from paizhu.web.days import NotADay, day_of
from paizhu.web.examples import examples
from paizhu.web.language import pack_language
from paizhu.web.seat import registry_for
from paizhu.web.slots import fill, page

_ERROR = '<li><a href="#id_{}">{}</a></li>'
_WRONG = mark_safe(' aria-invalid="true"')


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form was sent with. text: normalised, "" when nothing was asked; errors: one sentence a field."""

    text: str
    on: date
    given_on: str
    dated: bool
    sent: bool
    errors: dict[str, str]


# Nothing is written and nothing private is told, so a form without our token does no harm.
@csrf_exempt
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Answer a question; without one, show the place to write it. A form sent by POST is led to its permanent link."""
    asked = _read(request.POST if request.method == "POST" else request.GET)
    made, lang = None, pack_language()
    if asked.sent and not asked.errors:
        if request.method == "POST" or not asked.dated:
            return redirect(links.ask(asked.text, asked.on))
        made = _answered(request, asked, lang)
    html, status = _drawn(asked, made, lang), 422 if asked.errors else 200
    if request.headers.get("HX-Request"):
        return HttpResponse(html, status=status)
    title = f"{made.word} · {Truncator(asked.text).chars(40)}" if made else _("Ask")
    return HttpResponse(page("ask/page", request, lang, title=title, html=html), status=status)


def _read(fields: QueryDict) -> Asked:
    given, given_on, errors = fields.get("q"), fields.get("on", ""), {}
    sent = given is not None
    if given is not None and len(given) > LONGEST:
        too_long = _(
            "The question has {count} characters; say in a sentence or two ({most} at most) who does what."
        )
        errors["q"] = too_long.format(count=len(given), most=LONGEST)
    text = normalise((given or "")[:LONGEST])
    if sent and not text:
        errors["q"] = _("There is no question yet. Say who does what toward whom.")
    try:
        on = day_of(given_on)
    except NotADay as wrong:
        errors["on"], on = str(wrong), timezone.localdate()
    return Asked(text, on, given_on[:40], bool(given_on.strip()), sent, errors)


def _answered(request: HttpRequest, asked: Asked, lang: str) -> card.Card:
    place = opened()
    registry = registry_for(request, place.base)
    if registry is None:
        result = of_reply(place.asker.ask(asked.text, asked.on), place.base, lang)
    else:
        result = ask_organs(registry, place.asker, asked.text, asked.on, lang)
    return card.make(card.Drawn(place, result, lang, _link_on(asked, result), timezone.localdate()))


def _drawn(asked: Asked, made: card.Card | None, lang: str) -> SafeString:
    """The question box and what it gave; htmx swaps all of it, so both always agree."""
    chips = examples(asked.on, lang)
    begin = SafeString("") if asked.errors else fill("ask/_empty", lang, examples=chips)
    return fill("ask/_ask", lang, form=_form(asked, made, lang, chips), result=made.html if made else begin)


def _form(asked: Asked, made: card.Card | None, lang: str, chips: SafeString) -> SafeString:
    return fill(
        "ask/_form",
        lang,
        errors=fill("ask/_errors", lang, errors=format_html_join("", _ERROR, asked.errors.items()))
        if asked.errors
        else "",
        q_state=_WRONG if "q" in asked.errors else "",
        text=asked.text,
        longest=str(LONGEST),
        on_state=_WRONG if "on" in asked.errors else "",
        on=asked.given_on if "on" in asked.errors else asked.on.isoformat(),
        in_terms=made.in_terms if made and made.in_terms else "/ask/rule/",
        examples=fill("ask/_examples", lang, examples=chips) if made else "",
    )


def _link_on(asked: Asked, result: Result) -> card.LinkOn:
    """A question that names its own day stays on it: another day needs the question in terms."""
    in_words = links.ask_on(asked.text)
    understood, on = result["understood"], date.fromisoformat(result["on"])

    def link(day: date) -> str:
        if on == asked.on or understood["act"] is None or day == on:
            return in_words(asked.on if day == on else day)
        return links.rule(understood["bearer"], understood["act"], understood["toward"], day)

    return link
