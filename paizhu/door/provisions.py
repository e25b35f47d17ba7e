"""The provisions that a refusal names."""

from collections.abc import Iterable

from django.utils.translation import get_language

from paizhu.door.present import Present
from paizhu.norms.result import Result, ground


def provisions(acts: Iterable[str], present: Present, *, at_most: int = 3) -> list[Result]:
    """Return the norms in force on these acts, as a ruling says its grounds, in the reader's language."""
    lang, base = "en" if get_language() == "en" else "zh", present.base
    rules = (rule for act in acts if act in base.acts for rule in base.speaking[act].direct)
    found = [ground(rule, base, lang) for rule in rules if rule.norm.in_force(present.on)]
    return found[:at_most]


def fitting(norms: Iterable[str], parties: Iterable[str], present: Present) -> list[str]:
    """Return those of the norms that bind between these parties: a procedure names norms for all kinds of pairs.

    norms: ids.  parties: organs that take part.
    """
    world, found = present.day.world, list(parties)

    def has(kinds: tuple[str, ...]) -> bool:
        return not kinds or any(world.has_kind(party, kind) for party in found for kind in kinds)

    own = ((id_, present.base.norms[id_]) for id_ in norms)
    return [id_ for id_, norm in own if has(norm.bearers) and has(norm.toward)]
