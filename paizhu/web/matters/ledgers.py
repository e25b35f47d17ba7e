"""The list of matters as a ledger to print."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.doing import Channel
from paizhu.norms.errors import InvalidInput
from paizhu.reports.ledger import ledger
from paizhu.web.language import pack_language
from paizhu.web.matters.listing import filters_of
from paizhu.web.matters.views import kept_query
from paizhu.web.present import standing
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_POST
def ledger_file(request: SeatRequest) -> HttpResponse:
    """Send what is filtered as PDF. It is on record."""
    seat, present = standing(request)
    filters, errors = filters_of(request.POST)
    back = f"/matters/?{kept_query(request.POST)}"
    if errors:
        return redirect(back)  # the list says what is wrong
    try:
        data, _rows = ledger(seat, present, filters, pack_language(), Channel.PAGE)
    except InvalidInput as error:
        return render(request, "web/documents/ledger.html", {"wrong": str(error), "back": back}, status=422)
    name = f"ledger-{present.on.isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
