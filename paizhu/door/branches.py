"""What grew out of a matter and has matters of its own: whoever has such branches names them here, every face shows them.

A matter is never moved by its branches; they only show.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.queries import Listed
from paizhu.door.visibility import Sight


class Standing(StrEnum):
    """How a branch stands. SILENT: not even received yet.  LATE: its day has passed without an answer.

    DESTROYED: its content is gone under its term, and it only holds the place of those below it.
    """

    ANSWERED = "answered"
    UNDER_WAY = "under_way"
    SILENT = "silent"
    LATE = "late"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DESTROYED = "destroyed"


STANDINGS: dict[Standing, Promise] = {
    Standing.ANSWERED: pgettext_lazy("level", "answered"),
    Standing.UNDER_WAY: pgettext_lazy("level", "under way"),
    Standing.SILENT: pgettext_lazy("level", "silent"),
    Standing.LATE: pgettext_lazy("level", "late"),
    Standing.DECLINED: pgettext_lazy("level", "declined"),
    Standing.WITHDRAWN: pgettext_lazy("level", "withdrawn"),
    Standing.DESTROYED: pgettext_lazy("level", "destroyed under its term"),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A matter below. level: 1 right below the first one.  item: which part of the one above it is about.  due: of its clock."""

    head: Listed
    organ: str
    organ_name: str
    level: int
    item: str
    standing: Standing
    due: date | None


@dataclass(frozen=True, slots=True)
class Branches:
    """branches: each right before those below it.  hidden: how many others stand how; None withheld; empty, there is none."""

    branches: tuple[Branch, ...]
    hidden: dict[Standing, int | None]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many of those shown stand how, in the order of `Standing`; what is none is left out."""
        found = Counter(branch.standing for branch in self.branches)
        return {standing: found[standing] for standing in Standing if found[standing]}


Branching = Callable[[Sitting, Matter, Sight, Present], Branches | None]
branchings: list[Branching] = []


def branches_of(sitting: Sitting, matter: Matter, sight: Sight, present: Present) -> Branches | None:
    """Return what grew out of the matter, as far as the seat sees it; None where nothing did."""
    found = (branching(sitting, matter, sight, present) for branching in branchings)
    return next((one for one in found if one is not None), None)
