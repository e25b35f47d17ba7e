"""Matters as cards of Today: partials that are rendered once, filled card by card."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paizhu.door.present import Present
from paizhu.door.provisions import fitting
from paizhu.door.today import Turn, Urgency
from paizhu.web import entries, links
from paizhu.web.matters.words import URGENCY, WHY_NOT
from paizhu.web.slots import fill, put
from paizhu.web.templatetags.pz import icon


def groups(turns: Iterable[Turn], present: Present, lang: str) -> SafeString:
    """Return what is to be done by the seat's organ, a section for each urgency; or that there is nothing."""
    found: dict[Urgency, list[Turn]] = {}
    for turn in turns:
        found.setdefault(turn.urgency, []).append(turn)
    sections = [_group(u, found[u], present, lang) for u in Urgency if u in found]
    return SafeString("\n".join(sections or [fill("matters/_no_turn", lang)]))


def _group(urgency: Urgency, turns: list[Turn], present: Present, lang: str) -> SafeString:
    said = URGENCY[urgency]
    return fill(
        "matters/_urgency",
        lang,
        urgency=urgency.value,
        icon=icon(said["icon"]),
        word=str(said["word"]),
        number=str(len(turns)),
        turns=SafeString("".join(_card(turn, _whose(turn, lang), present, lang) for turn in turns)),
    )


def waiting(turns: tuple[Turn, ...], present: Present, lang: str) -> SafeString:
    """Return what waits on others."""
    if not turns:
        return put('<p class="pz-hint">{}</p>', _("You wait for nobody."))
    cards = "".join(_card(turn, _awaited(turn, present, lang), present, lang) for turn in turns)
    return put('<ul class="pz-turns">{}</ul>', SafeString(cards))


def _card(turn: Turn, why: str, present: Present, lang: str) -> SafeString:
    matter = turn.matter
    kind, state = turn.procedure.name.in_(lang), turn.procedure.state(matter.state).name.in_(lang)
    owner = present.name(matter.owner_id)
    counterpart = matter.counterpart_id
    parties = tuple(party for party in (matter.owner_id, counterpart) if party)
    return fill(
        "matters/_turn",
        lang,
        urgency=turn.urgency.value,
        link=links.matter(matter.reference),
        title=matter.title,
        why=why,
        parties=f"{owner} → {present.name(counterpart)}" if counterpart else owner,
        about=f"{capfirst(kind)} · {state}",
        norms=_norms(tuple(fitting(turn.step.norms, parties, present)), lang),
        when=_when(turn, present, lang),
    )


def _whose(turn: Turn, lang: str) -> str:
    step = turn.step.name.in_(lang)
    return (
        _("Your turn: %(step)s") % {"step": step}
        if turn.mine
        else f"{capfirst(step)} · {WHY_NOT.get(turn.why_not, '')}"
    )


def _awaited(turn: Turn, present: Present, lang: str) -> str:
    who = present.name(turn.matter.awaited_id) if turn.matter.awaited_id else ""
    return _("%(who)s has to: %(step)s") % {"who": who, "step": turn.step.name.in_(lang)}


@lru_cache(maxsize=2_000)
def _norms(norms: tuple[str, ...], lang: str) -> SafeString:
    """The provisions of a step, which are the pack's and so never change while the process runs."""
    if not norms:
        return SafeString("")
    lines = "".join(put("<li>{}</li>", entries.line(norm, lang)) for norm in norms)
    return fill("matters/_turn_norms", lang, lines=SafeString(lines))


def _when(turn: Turn, present: Present, lang: str) -> SafeString:
    clock = turn.clock
    if clock is None:
        return SafeString("")
    left = (clock.due - present.on).days
    if left < 0:
        said = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
    elif left == 0:
        said = _("due today")
    else:
        said = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    due, nominal = clock.due.isoformat(), clock.nominal
    moved = " " + _("(nominal %(day)s)") % {"day": nominal.isoformat()} if nominal != clock.due else ""
    days = put('<p class="pz-hint"><time datetime="{}">{}</time>{}</p>', due, due, moved)
    return fill("matters/_when_late" if left < 0 else "matters/_when", lang, said=said, days=days)
