"""What holds for a request: the day, the registry, and the seat it comes from."""

from django.http import Http404
from django.utils import timezone

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.web.base import opened


def standing(request: SeatRequest) -> tuple[Sitting, Present]:
    """Return the seat and what holds now. Raises Http404 where no organ was ever recorded."""
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    if present is None or request.sitting is None:
        raise Http404
    return request.sitting, present
