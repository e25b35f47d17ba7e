"""Files that acts hand over to whoever does them: page, API and command line give the same one.

It is made in the act's transaction once its entry stands, so there is no entry without a file that could be made; and
of what that entry commits to, so that a form sent again with other words in it gets no other file than the first time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import Act, acts
from paizhu.door.models import Performed
from paizhu.door.present import Present
from paizhu.door.refusals import Conflict
from paizhu.journal.models import Entry


@dataclass(frozen=True, slots=True)
class File:
    """What is handed over. name: with its ending, and nothing of what is in it."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hands:
    """What an act hands over. ending: of the file's name, ".zip".  make: of the entry of the act."""

    ending: str
    make: Callable[[Entry, Sitting, Present], File]


def handed(act: Act, entry: Entry, sitting: Sitting, present: Present) -> File | None:
    """Return the file of an act whose entry stands; None for an act that hands none over."""
    return None if act.hands is None else act.hands.make(entry, sitting, present)


def handed_again(earlier: Performed, sitting: Sitting, present: Present) -> File | None:
    """Return the file of a form that was sent before. Raises Conflict on a later day, for then it would hold other things."""
    act = acts.get(earlier.act) if earlier.act in acts else None
    if act is None or act.hands is None:
        return None
    if earlier.on != present.on:
        raise Conflict(_("This was handed over on an earlier day; ask for it anew. Nothing was changed."))
    return handed(act, earlier.entry, sitting, present)
