"""The first page of each of the three administrators: what waits for them, and what was done lately."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu import places
from paizhu.accounts import queries
from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import INSTALLATION, Sitting
from paizhu.door import auditing, granted, logs
from paizhu.door.calendars import calendar
from paizhu.door.now import present_now
from paizhu.door.statistics import LEAST
from paizhu.norms.texts.library import open_library
from paizhu.registry.models import Change
from paizhu.tokens import queries as tokens
from paizhu.web.base import opened
from paizhu.web.language import pack_language
from paizhu.web.matters.words import GATES
from paizhu.web.present import sitting_of
from paizhu.web.record.words import act_name, organ_name
from paizhu.web.seat import administrators_only

MOST = 50  # figures stop there: nothing is counted to its end
_LATELY = 12


@never_cache
@require_safe
@administrators_only
def overview(request: SeatRequest) -> HttpResponse:
    """Show the first page of the administrator who asks."""
    sitting = sitting_of(request)
    match sitting.administers:
        case Administers.SECURITY:
            shown = _security(sitting)
        case Administers.AUDIT:
            shown = _audit(sitting, request.GET.get("after", "")[:100])
        case _:
            shown = _system()
    context = {"mine": sitting, "current": "overview", "most": MOST, **shown}
    return render(request, "web/administering/overview.html", context)


def _security(sitting: Sitting) -> dict[str, Any]:
    """How much waits to be decided on."""
    on = timezone.localdate()
    return {
        "waiting": queries.waiting(set_up=True, most=MOST + 1),
        "tokens": len(tokens.listed(sitting, on, limit=MOST + 1)),
        "grants": len(granted.grants(sitting, on, limit=MOST + 1)),
        "undecided": len(granted.recusals(sitting, undecided=True, limit=MOST + 1)),
    }


def _audit(sitting: Sitting, after: str) -> dict[str, Any]:
    """The logs, who was refused where, and what administrators did."""
    at, lang = timezone.now(), pack_language()
    present = present_now(opened().base, timezone.localdate(at), at)
    states = auditing.log_states(sitting, after, MOST + 1)
    refused = auditing.refusals(sitting)
    lately = logs.page(sitting, present, INSTALLATION).lines[:_LATELY]
    longest = max((state.length for state in states[:MOST]), default=1)
    return {
        "logs": [
            {"one": state, "name": organ_name(state.organ, present), "share": 100 * state.length // longest}
            for state in states[:MOST]
        ],
        "more": states[MOST - 1].organ if len(states) > MOST else "",
        "refusals": [(GATES[gate], figure) for gate, figure in refused.by_gate.items()],
        "refused": refused,
        "least": LEAST,
        "lately": [(line, act_name(line.facts.act, lang)) for line in lately if line.facts is not None],
        "installation": INSTALLATION,
    }


def _system() -> dict[str, Any]:
    """What the installation holds, and which accounts are on their way."""
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    chart = present.here.chart if present is not None else None
    years = calendar().years
    return {
        "organs": len(chart.organs) if chart else 0,
        "seats": len(chart.seats) if chart else 0,
        "changes": list(Change.objects.order_by("-at")[:5]),
        "texts": len(open_library(places.home())),
        "years": (years[0].year, years[-1].year) if years else None,
        "lacks_next": bool(years) and at.month >= 11 and years[-1].year <= timezone.localdate(at).year,  # noqa: PLR2004
        "waiting": queries.waiting(set_up=False, most=MOST + 1),
    }
