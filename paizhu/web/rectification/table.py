"""The table: rectifications newest first, filtered, page by page."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.norms.errors import InvalidInput
from paizhu.rectification.heads import HEADS
from paizhu.rectification.overview import KIND, Chosen, page, units_of
from paizhu.registry.day import party_name
from paizhu.web.language import pack_language
from paizhu.web.matters.listing import LONGEST, OPEN
from paizhu.web.present import standing
from paizhu.web.rectification.choosing import FILTERS, chosen_of
from paizhu.web.rectification.lines import line_row
from paizhu.web.seat import sitting_required


@vary_on_headers("HX-Request")
@sitting_required
@never_cache
@require_safe
def table(request: SeatRequest) -> HttpResponse:
    """Show a page of the rectifications that the seat sees."""
    sitting, present = standing(request)
    lang, chosen, errors, found = pack_language(), chosen_of(request.GET), [], None
    try:
        found = page(sitting, present, chosen, after=request.GET.get("after", "")[:LONGEST])
    except InvalidInput as wrong:
        errors.append(str(wrong))
    chart = present.here.chart
    context = {
        "rows": [line_row(line, present, lang) for line in found.lines] if found else [],
        "next": _query(request.GET, found.next) if found and found.next else "",
        "first": _query(request.GET, "") if request.GET.get("after") else "",
        "given": request.GET,
        "states": [(s.id, s.name.in_(lang)) for s in present.base.procedure(KIND, present.on).states],
        "units": [(u, party_name(chart, u)) for u in units_of(sitting, present) if u in chart.organs],
        "heads": [(head.value, word) for head, word in HEADS.items()],
        "open": OPEN.items(),
        "filtered": chosen != Chosen(),
        "errors": errors,
        "kept": [(name, request.GET[name][:LONGEST]) for name in FILTERS if request.GET.get(name)],
    }
    part = "_table" if request.headers.get("HX-Request") else "table"
    return render(request, f"web/rectification/{part}.html", context, status=422 if errors else 200)


def _query(given: QueryDict, after: str) -> str:
    kept = given.copy()
    kept.pop("after", None)
    if after:
        kept["after"] = after
    return kept.urlencode()
