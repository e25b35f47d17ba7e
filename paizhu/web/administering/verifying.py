"""Verifying a log from the page, for the audit administrator; a long one is for the command line."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.door.now import present_now
from paizhu.journal import checking, said
from paizhu.journal.faults import Verified
from paizhu.journal.models import Log
from paizhu.web.base import opened
from paizhu.web.present import sitting_of
from paizhu.web.record.words import organ_name
from paizhu.web.seat import administered_by

# Entries that are read while somebody waits for the page: a second or two.
LONGEST = 5_000
_TOLD = 50


@never_cache
@require_safe
@administered_by(Administers.AUDIT)
def verify(request: SeatRequest) -> HttpResponse:
    """Make everything anew from the entries of a log, compare it with what is stored, and say what came of it."""
    log = Log.objects.filter(organ=request.GET.get("organ", "")).first()
    if log is None:
        raise Http404
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    verified = checking.verify(log) if log.length <= LONGEST else None
    findings = [said.finding(one) for one in verified.findings[:_TOLD]] if verified else []
    context = {
        "mine": sitting_of(request),
        "current": "verify",
        "log": log,
        "name": organ_name(log.organ, present),
        "verified": verified,
        "shown": _shown(verified) if verified else [],
        "findings": findings,
        "longest": LONGEST,
        "command": f"paizhu journal verify --log {log.organ}",
        "at": at,
    }
    return render(request, "web/administering/verified.html", context)


def _shown(verified: Verified) -> list[str]:
    return [
        *said.of_log(verified.hashed, verified.length, verified.signed),
        said.of_entries(verified.checked),
    ]
