"""Matters as cards of Today: partials that are rendered once, filled card by card."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paizhu.door.present import Present
from paizhu.door.today import Runs, Turn, Urgency
from paizhu.norms.procedure import Procedure, Step
from paizhu.web import entries, links
from paizhu.web.matters.words import URGENCY, WHY_NOT
from paizhu.web.slots import fill, put
from paizhu.web.templatetags.pz import icon


def groups(turns: Iterable[Turn], present: Present, lang: str) -> SafeString:
    """Return what is to be done by the seat's organ, a section for each urgency; or that there is nothing."""
    found: dict[Urgency, list[Turn]] = {}
    for turn in turns:
        found.setdefault(turn.urgency, []).append(turn)
    cards = _Cards(present, lang)
    sections = [_group(u, found[u], cards) for u in Urgency if u in found]
    return SafeString("\n".join(sections or [fill("matters/_no_turn", lang)]))


def _group(urgency: Urgency, turns: list[Turn], cards: "_Cards") -> SafeString:
    said = URGENCY[urgency]
    return fill(
        "matters/_urgency",
        cards.lang,
        urgency=urgency.value,
        icon=icon(said["icon"]),
        word=str(said["word"]),
        number=str(len(turns)),
        turns=SafeString("".join([cards.card(turn, cards.whose(turn)) for turn in turns])),
    )


def waiting(turns: tuple[Turn, ...], present: Present, lang: str) -> SafeString:
    """Return what waits on others."""
    if not turns:
        return put('<p class="pz-hint">{}</p>', _("You wait for nobody."))
    cards = _Cards(present, lang)
    return put(
        '<ul class="pz-turns">{}</ul>',
        SafeString("".join([cards.card(turn, cards.awaited(turn)) for turn in turns])),
    )


_URGENCIES = {urgency: SafeString(urgency.value) for urgency in Urgency}
_NO_CLOCK = SafeString("")


class _Cards:
    """The cards of one page. What several of them say alike is made once: parties, state, whose turn it is, provisions."""

    def __init__(self, present: Present, lang: str) -> None:
        self.lang = lang
        self._present = present
        self._made: dict[tuple[Hashable, ...], SafeString] = {}

    def card(self, turn: Turn, why: SafeString) -> SafeString:
        """Return a card. why: it stands there."""
        matter = turn.matter
        parties = matter.owner_id, matter.counterpart_id
        return fill(
            "matters/_turn",
            self.lang,
            urgency=_URGENCIES[turn.urgency],
            link=links.matter(matter.reference),
            title=matter.title,
            why=why,
            parties=self._once(parties, lambda: self._parties(*parties)),
            about=self._once(
                (id(turn.procedure), matter.state), lambda: self._about(turn.procedure, matter.state)
            ),
            norms=_agreed(self.lang) if turn.agreed and not turn.norms else _norms(turn.norms, self.lang),
            when=self._when(turn.clock),
        )

    def whose(self, turn: Turn) -> SafeString:
        """Return that it is the seat's turn, or why it is a colleague's."""
        given = turn.step, turn.mine, turn.why_not
        return self._once(("whose", id(turn.step), *given[1:]), lambda: self._whose(*given))

    def awaited(self, turn: Turn) -> SafeString:
        """Return who has to do what."""
        organ, step = turn.matter.awaited_id, turn.step
        return self._once(("awaited", organ, id(step)), lambda: self._awaited(organ, step))

    def _once(self, key: tuple[Hashable, ...], make: Callable[[], str]) -> SafeString:
        """key: what is the pack's stands in it by its identity, which holds as long as the page is made."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = put("{}", make())
        return found

    def _parties(self, owner: str, counterpart: str | None) -> str:
        name = self._present.name
        return f"{name(owner)} → {name(counterpart)}" if counterpart else name(owner)

    def _about(self, procedure: Procedure, state: str) -> str:
        return f"{capfirst(procedure.name.in_(self.lang))} · {procedure.state(state).name.in_(self.lang)}"

    def _whose(self, step: Step, mine: bool, why_not: str) -> str:
        name = step.name.in_(self.lang)
        return (
            _("Your turn: %(step)s") % {"step": name}
            if mine
            else f"{capfirst(name)} · {WHY_NOT.get(why_not, '')}"
        )

    def _awaited(self, organ: str | None, step: Step) -> str:
        who = self._present.name(organ) if organ else ""
        return _("%(who)s has to: %(step)s") % {"who": who, "step": step.name.in_(self.lang)}

    def _when(self, clock: Runs | None) -> SafeString:
        return _NO_CLOCK if clock is None else _when(clock.due, clock.nominal, self._present.on, self.lang)


@lru_cache(maxsize=2_000)
def _norms(norms: tuple[str, ...], lang: str) -> SafeString:
    """The provisions of a step, which are the pack's and so never change while the process runs."""
    if not norms:
        return SafeString("")
    lines = "".join(put("<li>{}</li>", entries.line(norm, lang)) for norm in norms)
    return fill("matters/_turn_norms", lang, lines=SafeString(lines))


@lru_cache
def _agreed(lang: str) -> SafeString:  # noqa: ARG001  the language is part of what is remembered
    return put(
        '<p class="pz-hint">{}</p>',
        _("No provision gives it: it rests on agreement, which both sides record."),
    )


@lru_cache(maxsize=2_000)
def _when(due: date, nominal: date, on: date, lang: str) -> SafeString:
    """How many days are left on that day. The active language must be `lang`."""
    left = (due - on).days
    if left < 0:
        said = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
    elif left == 0:
        said = _("due today")
    else:
        said = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    moved = " " + _("(nominal %(day)s)") % {"day": nominal.isoformat()} if nominal != due else ""
    days = put(
        '<p class="pz-hint"><time datetime="{}">{}</time>{}</p>', due.isoformat(), due.isoformat(), moved
    )
    return fill("matters/_when_late" if left < 0 else "matters/_when", lang, said=said, days=days)
