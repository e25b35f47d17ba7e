"""The list of matters: newest first, filtered, page by page."""

from datetime import date

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting
from paizhu.door import queries
from paizhu.door.filtering import faults
from paizhu.door.present import Present
from paizhu.door.queries import Filters
from paizhu.norms.errors import InvalidInput
from paizhu.web import slots
from paizhu.web.base import opened
from paizhu.web.csrf import token
from paizhu.web.language import pack_language
from paizhu.web.matters import rows
from paizhu.web.matters.views import kept_query, saved
from paizhu.web.present import standing
from paizhu.web.seat import sitting_required
from paizhu.web.slots import fill

LONGEST = 100
OPEN = {"": gettext_lazy("All"), "open": gettext_lazy("open"), "closed": gettext_lazy("closed")}


@vary_on_headers("HX-Request")
@sitting_required
@require_safe
def matters(request: SeatRequest) -> HttpResponse:
    """Show a page of the matters that the seat sees."""
    sitting, present = standing(request)
    filters, errors = filters_of(request.GET)
    lang, page = pack_language(), None
    if not errors:
        try:
            page = queries.page(sitting, present, filters, after=request.GET.get("after", "")[:LONGEST])
        except InvalidInput as wrong:
            errors.append(str(wrong))
    found = page.matters if page else ()
    older = _query(request.GET, page.next) if page and page.next else ""
    listed = fill(
        "matters/_list",
        lang,
        faults=rows.faults(errors),
        found="" if errors else rows.table(found, lang, filtered=filters.any, older=older),
        pages=rows.pages(
            _query(request.GET, "") if request.GET.get("after") else "",
            older if found else "",
            lang,
        ),
        export=rows.take_out(kept_query(request.GET), lang, token(request)) if found else "",
    )
    if not request.headers.get("HX-Request"):
        return HttpResponse(
            _whole(request, sitting, present, lang, listed, filtered=filters.any),
            status=422 if errors else 200,
        )
    return HttpResponse(listed, status=422 if errors else 200)


def _whole(
    request: SeatRequest, sitting: Sitting, present: Present, lang: str, listed: str, *, filtered: bool
) -> str:
    """The page around a list: filters as they were given, and the person's views."""
    given, procedures = request.GET, present.base.pack.procedures
    kept = saved(sitting)
    return slots.page(
        "matters/list",
        request,
        lang,
        title=given.get("title", ""),
        kinds=rows.options(tuple((p.matter, p.name.in_(lang)) for p in procedures), given.get("kind", "")),
        states=rows.options(_states(present, lang), given.get("state", "")),
        open=rows.options(tuple((value, str(word)) for value, word in OPEN.items()), given.get("open", "")),
        due_before=given.get("due_before", ""),
        views=rows.views(kept, kept_query(given), lang, token(request), filtered=filtered),
        list=listed,
    )


def filters_of(given: QueryDict) -> tuple[Filters, list[str]]:
    """Return the filters of an address or a form, and what is wrong with them."""
    errors: list[str] = []
    before: date | None = None
    if given.get("due_before"):
        try:
            before = date.fromisoformat(str(given["due_before"])[:LONGEST])
        except ValueError:
            errors.append(_("“Due before” is no day; expected such as 2026-03-31."))
    if given.get("open", "") not in OPEN:
        errors.append(_("Expected “open” or “closed”, or neither for both."))
    closed = {"open": False, "closed": True}.get(given.get("open", ""))
    word = {name: given.get(name, "").strip()[:LONGEST] for name in ("kind", "state", "title")}
    filters = Filters(due_before=before, closed=closed, **word)
    return filters, [*errors, *(str(fault) for fault in faults(filters, opened().base))]


def _states(present: Present, lang: str) -> tuple[tuple[str, str], ...]:
    found = {s.id: s.name.in_(lang) for p in present.base.pack.procedures for s in p.states}
    return tuple(found.items())


def _query(given: QueryDict, after: str) -> str:
    kept = given.copy()
    kept.pop("after", None)
    if after:
        kept["after"] = after
    return kept.urlencode()
