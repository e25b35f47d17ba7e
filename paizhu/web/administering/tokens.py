"""All tokens, for the security administrator: whose, for which seat, when made and used; revoked with a reason."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.door.doing import Channel
from paizhu.norms.errors import InvalidInput
from paizhu.tokens import making, queries
from paizhu.tokens.models import Scope
from paizhu.tokens.queries import ON_A_PAGE
from paizhu.web.administering.paging import before, cut
from paizhu.web.present import sitting_of
from paizhu.web.record.words import ACTS
from paizhu.web.seat import administered_by

_SCOPES = {Scope.READ.value: gettext_lazy("read only"), Scope.ACT.value: gettext_lazy("read and act")}


@never_cache
@require_safe
@administered_by(Administers.SECURITY)
def listed(request: SeatRequest) -> HttpResponse:
    """List the tokens of everybody."""
    return _listed(request)


@never_cache
@require_POST
@administered_by(Administers.SECURITY)
def revoke(request: SeatRequest, token: int) -> HttpResponse:
    """Revoke a token, for a reason."""
    at = timezone.now()
    try:
        making.revoke(
            sitting_of(request),
            token,
            reason=request.POST.get("reason", ""),
            on=timezone.localdate(at),
            at=at,
            channel=Channel.PAGE,
        )
    except InvalidInput as wrong:
        return _listed(request, str(wrong), token, HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("all-tokens")


def _listed(
    request: SeatRequest, refused: str = "", tried: int | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    ended = request.GET.get("ended") == "yes"
    found = queries.listed(
        sitting_of(request), timezone.localdate(), ended=ended, before=before(request), limit=ON_A_PAGE + 1
    )
    rows, last = cut(found, ON_A_PAGE)
    context = {
        "mine": sitting_of(request),
        "current": "tokens",
        "rows": [(row, _SCOPES[row.scope.value], ACTS.get(row.revoked_for, row.revoked_for)) for row in rows],
        "ended": ended,
        "next": last.id if last else None,
        "refused": refused,
        "tried": tried,
    }
    return render(request, "web/administering/tokens.html", context, status=status)
