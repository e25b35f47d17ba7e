"""What holds at the moment of a request: who asks from which seat, and what the registry knows on that day."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from paizhu.accounts.sittings import Sitting
from paizhu.door.guarding.seats import sit_down
from paizhu.door.notices.queries import unread_lately
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.guard.holding import held
from paizhu.web.base import opened


def sitting_of(request: HttpRequest) -> Sitting:
    """Return the seat from which a request is made. Raises Http404 where there is none."""
    found = getattr(request, "sitting", None)
    if not isinstance(found, Sitting):
        raise Http404
    return found


def present() -> Present:
    """Return what holds now. Raises Http404 while there is no registry, and so no matter."""
    at = timezone.now()
    found = present_now(opened().base, timezone.localdate(at), at)
    if found is None:
        raise Http404
    return found


def standing(request: HttpRequest) -> tuple[Sitting, Present]:
    """Return the seat and what holds now. Raises Http404 as the two above do."""
    sitting, now = sitting_of(request), present()
    # The navigation of the page tells of the inbox, and looks at the same moment.
    request.present = now  # type: ignore[attr-defined]
    sit_down(sitting, now)
    return sitting, now


def unread_of(request: HttpRequest) -> int:
    """Return how many new notices the seat has, for the navigation; 0 where nobody looks from one, or a page is a fault's."""
    known: int | None = getattr(request, "unread", None)
    if known is not None:
        return known
    sitting = getattr(request, "sitting", None)
    if not isinstance(sitting, Sitting) or sitting.administers is not None:
        return 0
    at = timezone.now()
    now = getattr(request, "present", None) or present_now(opened().base, timezone.localdate(at), at)
    if held() is None:  # a view that said from which seat it reads may have learned more since
        sit_down(sitting, now)
    return unread_lately(sitting, now) if now is not None else 0
