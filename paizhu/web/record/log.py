"""The log of an organ: its entries with their numbers, facts only."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import INSTALLATION
from paizhu.door import logs
from paizhu.door.guarding.seats import sit_down
from paizhu.door.logs import Facts, Line
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.door.refusals import Gate
from paizhu.door.visibility import logs_seen
from paizhu.web import entries
from paizhu.web.base import opened
from paizhu.web.language import pack_language
from paizhu.web.matters.words import GATES
from paizhu.web.record.words import act_name, organ_name
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_safe
def log(request: SeatRequest) -> HttpResponse:
    """Show a page of a log that the seat may read, the latest entries first."""
    sitting = request.sitting
    assert sitting is not None
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    sit_down(sitting, present)
    readable = logs_seen(sitting, present)
    default = sitting.organ if sitting.organ in readable else next(iter(readable), "")
    organ = request.GET.get("organ", default)
    if organ not in readable:
        raise Http404
    page = logs.page(sitting, present, organ, _before(request.GET.get("before", "")))
    context = {
        "sitting": sitting,
        "organ": organ,
        "name": organ_name(organ, present),
        "logs": [(id_, organ_name(id_, present)) for id_ in readable],
        "rows": [_row(line, present) for line in page.lines],
        "next": page.next,
        "paged": "before" in request.GET,
        "audit": sitting if sitting.organ == INSTALLATION else None,
    }
    return render(request, "web/record/log.html", context)


def _before(given: str) -> int | None:
    """The number below which the page begins. Raises Http404 where it is no number."""
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(2**53))):
        raise Http404
    return int(given)


def _row(line: Line, present: Present | None) -> dict[str, Any]:
    return {"line": line, **(_facts(line.facts, present) if line.facts else {})}


def _facts(facts: Facts, present: Present | None) -> dict[str, Any]:
    lang, norms = pack_language(), opened().base.norms
    return {
        "facts": facts,
        "act": act_name(facts.act, lang),
        "gate": GATES[Gate(facts.gate)] if facts.gate else "",
        # A norm of a pack that was replaced since has no words any more.
        "norms": [
            entries.line(norm, lang) for norm in facts.norms if norm in norms or _is_local(norm, present)
        ],
    }


def _is_local(norm: str, present: Present | None) -> bool:
    return present is not None and present.here.local_norm(norm) is not None
