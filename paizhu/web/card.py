"""A ruling as the card that is taken in at a glance, with everything it rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from paizhu.norms import wording
from paizhu.norms.decide import Answer
from paizhu.norms.result import Result
from paizhu.web import diagram, entries, links, organs, pieces, shown, timeline
from paizhu.web.base import Opened
from paizhu.web.days import FIRST, LAST, years_from
from paizhu.web.slots import fill, put
from paizhu.web.templatetags.pz import icon

OPEN_MISSES, MISSES = 3, 12
LinkOn = Callable[[date], str]
_NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Card:
    """The card, with what the rest of the page says of it. in_terms: "" when nothing was understood."""

    word: str
    in_terms: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the parts of a card are made from. link_on: the address of the same question on another day."""

    opened: Opened
    result: Result
    lang: str
    link_on: LinkOn
    today: date
    every_miss: bool = False

    @property
    def on(self) -> date:
        return date.fromisoformat(self.result["on"])

    @property
    def in_terms(self) -> str:
        """The address of the question in terms; "" when nothing was understood."""
        understood = self.result["understood"]
        if understood["act"] is None:
            return ""
        return links.rule(understood["bearer"], understood["act"], understood["toward"], self.on)


def make(of: Drawn) -> Card:
    """Return the card of a result."""
    lang, answer = of.lang, of.result["answer"]
    html = fill(
        "card/whole",
        lang,
        answer=answer,
        verdict=_verdict(of),
        because=_because(of),
        beside=_beside(of),
        looked=pieces.looked(of.result["base"], of.on, lang),
    )
    return Card(wording.ANSWERS[Answer(answer)].in_(lang), of.in_terms, html)


def _verdict(of: Drawn) -> SafeString:
    result, lang = of.result, of.lang
    return fill(
        "card/verdict",
        lang,
        icon=icon(shown.ANSWER_ICONS[result["answer"]]),
        word=wording.ANSWERS[Answer(result["answer"])].in_(lang),
        tags=_tags(result, lang),
        value=_value(result["value"], lang) if "value" in result else "",
        summary=result["summary"],
        understood=_understood(of) if of.in_terms else "",
        nearest=_nearest(result, lang),
        timeline=_timeline(of) if of.in_terms and "organs" not in of.result else "",
        permanent=of.link_on(of.on),
        elsewhen=pieces.elsewhen(_elsewhen(of)),
        drawn=_drawn(of),
    )


def _tags(result: Result, lang: str) -> SafeString:
    reply = _yes_no(result)
    said = fill("card/yes_no", lang, reply=reply) if reply else _NOTHING
    return said + fill("card/agreement", lang) if result["basis"] == "agreement" else said


def _yes_no(result: Result) -> str:
    match result["yes_no"]:
        case "yes":
            return pgettext("reply to the wording", "Yes")
        case "no" if result["answer"] == "limited":
            return pgettext("reply to the wording", "No, except what is named")
        case "no":
            return pgettext("reply to the wording", "No")
    return ""


def _value(value: Result, lang: str) -> SafeString:
    if value["kind"] == "list":
        items = _joined(put("<li>{}</li>", item) for item in value["items"])
        said = put('<ol class="pz-value-items">{}</ol>', items)
    else:
        said = put('<p class="pz-value-text">{}</p>', value["text"])
    label = wording.VALUES[value["kind"]].in_(lang)
    return fill("card/value", lang, label=label, said=said, line=entries.line(value["norm"], lang))


def _understood(of: Drawn) -> SafeString:
    understood, lang = of.result["understood"], of.lang
    return fill(
        "card/understood",
        lang,
        bearer=understood[f"bearer_{lang}"],
        act=understood[f"act_{lang}"],
        toward=understood[f"toward_{lang}"] or _("anyone"),
        on=of.on.isoformat(),
        ahead=fill("card/ahead", lang) if of.on > of.today else "",
        in_terms=of.in_terms,
    )


def _nearest(result: Result, lang: str) -> SafeString:
    """Where nothing was ruled, a way on; a conflict was ruled, and stays open."""
    if result["answer"] != "unanswerable" or result["conflicts"]:
        return _NOTHING
    found = result["provisions"]
    nearest = fill("card/provisions", lang, lines=pieces.lines(found, lang)) if found else _NOTHING
    return nearest + fill("card/how", lang)


def _timeline(of: Drawn) -> SafeString:
    understood, on = of.result["understood"], of.on
    spans = timeline.spans(of.opened, understood["bearer"], understood["act"], understood["toward"])
    if len(spans) == 1:
        return _NOTHING
    made = (
        pieces.stretch(
            span, of.link_on(on if span.holds(on) else span.since), current=span.holds(on), lang=of.lang
        )
        for span in spans
    )
    return fill("card/timeline", of.lang, stretches=SafeString("".join(made)))


def _elsewhen(of: Drawn) -> Iterable[tuple[str, str]]:
    on = of.on
    days = (
        (_("One year earlier"), years_from(on, -1)),
        (_("Today"), of.today),
        (_("One year later"), years_from(on, 1)),
    )
    return ((label, of.link_on(day)) for label, day in days if day != on and FIRST <= day <= LAST)


def _drawn(of: Drawn) -> SafeString:
    # Before the base begins nothing was looked at, so there is nothing to draw.
    if not of.in_terms or of.result.get("reason_code") == "before_reach":
        return _NOTHING
    return fill("card/drawn", of.lang, diagram=diagram.of_ruling(of.result, of.opened.base, of.lang))


def _because(of: Drawn) -> SafeString:
    """What the answer rests on."""
    result, lang = of.result, of.lang
    return _blocks(
        lang,
        organs=_organs(result, of.on, lang) if "organs" in result else _NOTHING,
        conflicts=_joined(pieces.conflict(c, lang) for c in result["conflicts"]),
        because=pieces.whole(result["grounds"], lang),
        exceptions=pieces.lines(result["exceptions"], lang),
        caveats=pieces.lines(result["caveats"], lang),
    )


def _organs(result: Result, on: date, lang: str) -> SafeString:
    return organs.relations(result["organs"], lang) + organs.to_pages(result["organs"], on)


def _beside(of: Drawn) -> SafeString:
    """What it does not rest on, and what a reader asks next."""
    result, lang = of.result, of.lang
    readings = _joined(pieces.reading(r, lang) for r in result["interpretations"])
    owed = _joined(_owed(o, of) for o in result["owed_by"])
    after = _blocks(lang, owed=owed, instead=pieces.lines(result["instead"], lang), readings=readings)
    return _why_not(of) + after


def _blocks(lang: str, **bodies: SafeString) -> SafeString:
    """The partials of those names, as far as they have a body."""
    return _joined(fill(f"card/{name}", lang, body=body) for name, body in bodies.items() if body)


def _why_not(of: Drawn) -> SafeString:
    found, lang = of.result["near_misses"], of.lang
    if not found:
        return _NOTHING
    at_once = len(found) if of.every_miss else OPEN_MISSES
    folded = [] if of.every_miss else found[OPEN_MISSES:MISSES]
    more = pieces.more_misses(folded, len(found[MISSES:]), f"{of.in_terms}&misses=all", lang)
    return fill("card/why_not", lang, body=pieces.misses(found[:at_once], lang), more=more)


def _owed(owed: Result, of: Drawn) -> SafeString:
    understood = of.result["understood"]
    link = links.rule(owed["bearer"], understood["act"], owed["toward"], of.on)
    return pieces.owed(owed, link, same_toward=owed["toward"] == understood["toward"], lang=of.lang)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))
