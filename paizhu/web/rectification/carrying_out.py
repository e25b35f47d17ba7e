"""The table of rectifications carried out: as a workbook, or as a ledger to print."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.doing import Channel
from paizhu.norms.errors import InvalidInput
from paizhu.rectification.exporting import exported
from paizhu.reports.ledger import ledger_of_rectifications
from paizhu.web import uploads
from paizhu.web.language import pack_language
from paizhu.web.matters import exporting, exports
from paizhu.web.matters.exports import Asked
from paizhu.web.present import standing
from paizhu.web.rectification.choosing import chosen_of, kept_query
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_POST
def export(request: SeatRequest) -> HttpResponse:
    """Send what is filtered as a workbook; where it is long, it is written aside while a page shows how far it is."""
    seat, present = standing(request)
    chosen = chosen_of(request.POST)
    of = exports.begin(Asked(seat.seat, kept_query(request.POST), pack_language(), "rectification"))
    if len(list(islice(exported(seat, present, chosen), exporting.AT_ONCE + 1))) > exporting.AT_ONCE:
        exports.start(of)
        return redirect("matters-export-one", of.token)
    exporting.write(of, seat, present, lambda _rows: None)
    reply = exporting.given(of, present)
    uploads.forget(of.token)  # what was opened is sent; nothing stays behind
    return reply


@sitting_required
@never_cache
@require_POST
def ledger(request: SeatRequest) -> HttpResponse:
    """Send what is filtered as PDF. It is on record."""
    seat, present = standing(request)
    chosen = chosen_of(request.POST)
    try:
        data, _rows = ledger_of_rectifications(seat, present, chosen, pack_language(), Channel.PAGE)
    except InvalidInput as error:
        back = f"/rectification/table/?{kept_query(request.POST)}"
        return render(request, "web/documents/ledger.html", {"wrong": str(error), "back": back}, status=422)
    name = f"rectifications-{present.on.isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
