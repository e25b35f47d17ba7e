"""The list of matters: newest first, filtered, page by page."""

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.door import queries
from paizhu.door.present import Present
from paizhu.door.queries import Filters
from paizhu.norms.errors import InvalidInput
from paizhu.web.language import pack_language
from paizhu.web.matters.views import kept_query, saved
from paizhu.web.present import standing
from paizhu.web.seat import sitting_required

LONGEST = 100
OPEN = {"": gettext_lazy("open and closed"), "open": gettext_lazy("open"), "closed": gettext_lazy("closed")}


@vary_on_headers("HX-Request")
@sitting_required
@require_safe
def matters(request: SeatRequest) -> HttpResponse:
    """Show a page of the matters that the seat sees."""
    sitting, present = standing(request)
    filters, errors = _filters(request.GET)
    lang, page = pack_language(), None
    if not errors:
        try:
            page = queries.page(sitting, present, filters, after=request.GET.get("after", "")[:LONGEST])
        except InvalidInput as wrong:
            errors.append(str(wrong))
    context = {
        "sitting": sitting,
        "rows": [_row(one, present, lang) for one in page.matters] if page else [],
        "next": _query(request.GET, page.next) if page and page.next else "",
        "first": _query(request.GET, "") if request.GET.get("after") else "",
        "given": request.GET,
        "kinds": [(p.matter, p.name.in_(lang)) for p in present.base.pack.procedures],
        "states": _states(present, lang),
        "open": OPEN.items(),
        "errors": errors,
        "filtered": filters.any,
        "views": saved(sitting),
        "query": kept_query(request.GET),
    }
    part = "web/matters/_list.html" if request.headers.get("HX-Request") else "web/matters/list.html"
    return render(request, part, context, status=422 if errors else 200)


def _filters(given: QueryDict) -> tuple[Filters, list[str]]:
    errors: list[str] = []
    before: date | None = None
    if given.get("due_before"):
        try:
            before = date.fromisoformat(str(given["due_before"])[:LONGEST])
        except ValueError:
            errors.append(_("“Due before” is no day; expected such as 2026-03-31."))
    closed = {"open": False, "closed": True}.get(given.get("open", ""))
    word = {name: given.get(name, "").strip()[:LONGEST] for name in ("kind", "state", "title")}
    return Filters(due_before=before, closed=closed, **word), errors


def _row(one: queries.Listed, present: Present, lang: str) -> dict[str, object]:
    overdue = one.due is not None and one.due < present.on and one.closed_on is None
    return {
        "one": one,
        "kind": one.kind_name.in_(lang),
        "state": one.state_name.in_(lang),
        "overdue": overdue,
    }


def _states(present: Present, lang: str) -> list[tuple[str, str]]:
    found = {s.id: s.name.in_(lang) for p in present.base.pack.procedures for s in p.states}
    return list(found.items())


def _query(given: QueryDict, after: str) -> str:
    kept = given.copy()
    kept.pop("after", None)
    if after:
        kept["after"] = after
    return kept.urlencode()
