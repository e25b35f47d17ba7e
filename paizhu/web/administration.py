"""Acts of administration from a page: the seat that the request comes from, through the door."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import sitting
from paizhu.door.administration import Administration
from paizhu.door.doing import Channel
from paizhu.registry.acts import Done, Noting
from paizhu.registry.changes import counted
from paizhu.registry.held import Conflict
from paizhu.web.present import sitting_of


def administration(request: HttpRequest, act: str) -> Administration:
    """Return an act on its way; its gate is still to be passed. Raises Http404 without a seat."""
    return Administration(sitting_of(request), act, timezone.now(), Channel.PAGE)


def noting(request: HttpRequest, act: str) -> Noting:
    """Return what writes down a change of the registry, past the door's gate. Raises Refused, Http404."""
    made = administration(request, act)
    made.gate()
    return noted_by(made)


def noting_from(seat: str, act: str) -> Noting:
    """Return the same for a process that works on behalf of a seat.

    Raises Refused, Conflict when the seat is not valid any more.
    """
    found = sitting(seat, timezone.localdate())
    if found is None:
        raise Conflict(_("The seat from which this was begun is not valid any more; nothing was changed."))
    made = Administration(found, act, timezone.now(), Channel.PAGE)
    made.gate()
    return noted_by(made)


def noted_by(made: Administration) -> Noting:
    """Return what writes the change's number and counts into the entry."""

    def note(done: Done) -> None:
        facts: dict[str, Any] = {"change": done.change, "counts": counted(done.found)}
        made.note(**facts)

    return note
