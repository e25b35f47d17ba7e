"""What holds at the moment of a request: who asks from which seat, and what the registry knows on that day."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from paizhu.accounts.sittings import Sitting
from paizhu.door.guarding.seats import sit_down
from paizhu.door.notices.queries import unread_lately
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.guard.holding import held
from paizhu.journal.sealed import NoKey, NotAsSealed
from paizhu.registry.kinds import Kind
from paizhu.web.base import opened

_OF_HOSTS = frozenset(
    {Kind.HOST, Kind.PARTY_GROUP, Kind.UNIT_COMMITTEE, Kind.ORGAN_COMMITTEE, Kind.ORGAN_DISCIPLINE}
)


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
    now = _now(request)
    try:
        if held() is None:  # a view that said from which seat it reads may have learned more since
            sit_down(sitting, now)
        return unread_lately(sitting, now) if now is not None else 0
    except (NoKey, NotAsSealed):
        # What the reader must keep out of cannot be looked up: then nothing is told, and a page about no matter stays.
        return 0


def may_be_host(request: HttpRequest) -> bool:
    """Return whether the seat is at an organ of a kind that hosts have, for the navigation: their space is their first page."""
    sitting = getattr(request, "sitting", None)
    if not isinstance(sitting, Sitting) or sitting.administers is not None:
        return False
    now = _now(request)
    organ = now.here.chart.organs.get(sitting.organ) if now is not None else None
    return organ is not None and organ.kind in _OF_HOSTS


def _now(request: HttpRequest) -> Present | None:
    """The moment at which the page looks; a page that looks at none reads the clock."""
    known: Present | None = getattr(request, "present", None)
    at = timezone.now()
    return known or present_now(opened().base, timezone.localdate(at), at)
