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
