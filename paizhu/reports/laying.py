"""Which matters are official documents, and how each is laid: made from the record, so that nothing is entered twice."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible
from paizhu.door.seen import find
from paizhu.door.visibility import Sight
from paizhu.reports import letters, minutes, recommendations
from paizhu.reports.layouts import Look
from paizhu.reports.official import Official

# Of a kind of matter: what its document says and how it looks; None where there is none yet.
LAID: dict[str, Callable[[Matter, Sight, Present], tuple[Official, Look] | None]] = {
    "letter": letters.letter,
    "rectification": recommendations.recommendation,
    "consultation": minutes.minutes,
}
# The form of each in GB/T 9704-2012: 信函格式, and 纪要格式.
CLAUSES = {"letter": "10.1", "rectification": "10.1", "consultation": "10.3"}


@dataclass(frozen=True, slots=True)
class Laid:
    """A document before it is made: what it says, how it looks, and the matter that it is of."""

    matter: Matter
    official: Official
    look: Look

    @property
    def clause(self) -> str:
        """The clause of GB/T 9704-2012 that its built-in layout follows."""
        return CLAUSES[self.matter.kind]


def _is_there(matter: Matter, sight: Sight) -> bool:
    return sight.content and matter.kind in LAID and matter.destroyed_on is None


def laid(sitting: Sitting, reference: str, present: Present) -> Laid:
    """Return the document of a matter for whoever sees its content. Raises NotVisible, alike where there is none."""
    matter, sight, _waits = find(sitting, reference, present)
    made = LAID[matter.kind](matter, sight, present) if _is_there(matter, sight) else None
    if made is None:
        raise NotVisible(_("There is no such document."))
    return Laid(matter, *made)
