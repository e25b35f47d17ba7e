"""Second gate: an act needs a ground."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paizhu.door.acts import Asked
from paizhu.door.doing import Doing
from paizhu.door.eligible import sides_of
from paizhu.door.nearby import denied, in_its_place, nearest_bans, on_ground
from paizhu.door.refusals import Gate, Refused, Way
from paizhu.guard import beyond
from paizhu.norms.decide import Ruling
from paizhu.norms.errors import InvalidInput
from paizhu.norms.result import Result
from paizhu.norms.sentences import sentences


def passes(doing: Doing) -> None:
    """Let pass a duty act whose every question is answered by a norm, or by an agreement that both sides record.

    Steps inherit the ground of their matter; administration has none. Where the form does not say yet what is asked,
    the last gate tells what is missing.
    """
    if not doing.is_duty or _is_outside(doing):
        return
    for asked in _asked(doing):
        try:
            ruling = doing.present.ruling(asked.bearer, asked.act, asked.toward)
        except (KeyError, InvalidInput):
            continue  # a party or an act that is none: the form says so
        if ruling.answer not in asked.accepts:
            raise _refused(doing, ruling, asked)
        doing.rulings.append(ruling)


def _asked(doing: Doing) -> Sequence[Asked]:
    """What is to be ruled on. Whoever is kept out of the content is asked about it all the same, and told nothing of it."""
    if not doing.outline:
        return tuple(doing.act.asks(doing))
    with beyond.reading(beyond.Why.RULING):
        return tuple(doing.act.asks(doing))


def _is_outside(doing: Doing) -> bool:
    """Whether the seat sees the outline only and is of no side: the third gate says no, and no ruling may tell of content."""
    if not doing.outline or doing.matter is None:
        return False
    return doing.organ not in sides_of(doing.matter, doing.present).values()


def _refused(doing: Doing, ruling: Ruling, asked: Asked) -> Refused:
    lang = "en" if get_language() == "en" else "zh"
    said = doing.present.here.said(ruling, lang)
    message = _("Not recorded: no provision grounds it. {summary}").format(summary=said["summary"])
    shown = said["near_misses"] or said["grounds"]
    if not shown:
        # Nothing speaks to the act itself: what is forbidden beside it, and why people say that it is not theirs.
        shown = nearest_bans(doing.present, asked, lang)
        message = sentences(message, *denied(doing.present, asked, lang))
    return Refused(
        Gate.RULING,
        ruling.answer.value,
        message,
        provisions=shown[:5],
        instead=[*_ways(doing, asked, said, lang), *_by_others(said, lang)],
        ruling=said,
    )


def _ways(doing: Doing, asked: Asked, said: Result, lang: str) -> list[Way]:
    """What the same party may be asked for in place of the act, then what it owes otherwise of those people take this one for."""
    owed = [*said["instead"], *(said["grounds"] if said["answer"] == "limited" else ())]
    if not asked.instead and _is_what_the_form_asks(doing, asked):
        asked = replace(asked, instead=tuple(dict.fromkeys(ground["act"] for ground in owed)))
    near = in_its_place(doing.present, asked, lang)
    offered = {way.asked for way in near}
    shorts: dict[str, list[str]] = {}
    for ground in owed:
        if ground["act"] not in offered:
            shorts.setdefault(ground["act_name"], []).append(ground["short"])
    return [*near, *(Way(on_ground(name, by, lang)) for name, by in shorts.items())][: max(5, len(near))]


def _is_what_the_form_asks(doing: Doing, asked: Asked) -> bool:
    """Whether another act can stand in that field of the form: the question is on what it names, not on who may ask."""
    field = doing.form.asked_in if doing.form is not None else ""
    given = doing.filled(field) if field else None
    return given is not None and given[field] == asked.act


def _by_others(said: Result, lang: str) -> list[Way]:
    """Who does owe the act that was asked for."""
    name = said["understood"][f"act_{lang}"]
    return [Way(name, who=o.get("bearer_name") or o["bearer"]) for o in said["owed_by"]][:3]
