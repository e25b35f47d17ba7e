"""The proof that an act is in its log, as a picture, with words beside it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import INSTALLATION
from paizhu.door.guarding.seats import sit_down
from paizhu.door.now import present_now
from paizhu.door.proving import provable
from paizhu.journal.proving import Proof, proof
from paizhu.web.base import opened
from paizhu.web.language import pack_language
from paizhu.web.record.proof_drawing import drawn
from paizhu.web.record.proving import NUMBER
from paizhu.web.record.words import act_name, organ_name
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_safe
def entry(request: SeatRequest) -> HttpResponse:
    """Show the proof of one entry that the seat may see."""
    sitting = request.sitting
    assert sitting is not None
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    sit_down(sitting, present)
    organ, number = request.GET.get("organ", ""), request.GET.get("entry", "")
    if not NUMBER.fullmatch(number):
        raise Http404
    found = provable(sitting, present, organ, int(number))
    if found is None:
        raise Http404
    proven = proof(found.entry)
    name = act_name(found.act, pack_language())
    context: dict[str, Any] = {
        "organ": organ,
        "name": organ_name(organ, present),
        "act": name,
        "entry": found.entry,
        "proof": proven,
        "leaf": proven.leaf.hex(),
        "steps": _steps(proven),
        "svg": drawn(proven, name, found.entry.at),
        "of_log": found.of_log,
        "audit": sitting if sitting.organ == INSTALLATION else None,
    }
    return render(request, "web/record/entry.html", context)


def _steps(proven: Proof) -> list[dict[str, Any]]:
    """The steps with their hashes as they are written everywhere else: hexadecimal."""
    return [{"one": step, "beside": step.beside.hex(), "joined": step.joined.hex()} for step in proven.steps]
