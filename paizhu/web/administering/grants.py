"""Grants and recusals, for the security administrator: persons and references, nothing of any matter."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.door import granted
from paizhu.door.granted import ON_A_PAGE, WITHDRAW
from paizhu.norms.errors import InvalidInput
from paizhu.web.administering.paging import before, cut
from paizhu.web.administration import administration
from paizhu.web.present import present, sitting_of
from paizhu.web.seat import administered_by


@never_cache
@require_safe
@administered_by(Administers.SECURITY)
def listed(request: SeatRequest) -> HttpResponse:
    """List the grants on all matters."""
    return _listed(request)


@never_cache
@require_POST
@administered_by(Administers.SECURITY)
def withdraw(request: SeatRequest, grant: int) -> HttpResponse:
    """Take a grant back, for a reason; the matter's owner is told."""
    try:
        granted.withdraw(administration(request, WITHDRAW), grant, request.POST.get("reason", ""), present())
    except InvalidInput as wrong:
        return _listed(request, str(wrong), grant, HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("grants")


@never_cache
@require_safe
@administered_by(Administers.SECURITY)
def recusals(request: SeatRequest) -> HttpResponse:
    """List who keeps out of what, and what is not decided yet."""
    found = granted.recusals(sitting_of(request), before=before(request), limit=ON_A_PAGE + 1)
    rows, last = cut(found, ON_A_PAGE)
    context = {
        "mine": sitting_of(request),
        "current": "recusals",
        "rows": rows,
        "next": last.id if last else None,
    }
    return render(request, "web/administering/recusals.html", context)


def _listed(
    request: SeatRequest, refused: str = "", tried: int | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    ended = request.GET.get("ended") == "yes"
    found = granted.grants(
        sitting_of(request), timezone.localdate(), ended=ended, before=before(request), limit=ON_A_PAGE + 1
    )
    rows, last = cut(found, ON_A_PAGE)
    context = {
        "mine": sitting_of(request),
        "current": "grants",
        "rows": rows,
        "ended": ended,
        "next": last.id if last else None,
        "refused": refused,
        "tried": tried,
    }
    return render(request, "web/administering/grants.html", context, status=status)
