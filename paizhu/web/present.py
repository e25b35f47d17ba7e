"""What holds at the moment of a request: who asks from which seat, and what the registry knows on that day."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from paizhu.accounts.sittings import Sitting
from paizhu.door.now import present_now
from paizhu.door.present import Present
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
    return sitting_of(request), present()
