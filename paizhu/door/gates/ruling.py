"""Second gate: an act needs a ground."""

from collections.abc import Sequence

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
        instead=[*in_its_place(doing.present, asked, lang), *_owed(said, lang), *_by_others(said)],
        ruling=said,
    )


def _owed(said: dict[str, object], lang: str) -> list[Way]:
    """What the same party does owe, of the acts that people take this one for."""
    found = [*said["instead"], *(said["grounds"] if said["answer"] == "limited" else ())]  # type: ignore[misc]
    shorts: dict[str, list[str]] = {}
    for ground in found:
        shorts.setdefault(ground["act_name"], []).append(ground["short"])
    return [Way(on_ground(name, by, lang)) for name, by in shorts.items()][:5]


def _by_others(said: dict[str, object]) -> list[Way]:
    """Who does owe the act that was asked for."""
    owed = said["owed_by"]
    assert isinstance(owed, list)
    return [Way(said["understood"]["act_zh"], who=o.get("bearer_name") or o["bearer"]) for o in owed][:3]  # type: ignore[index]
