"""What was changed: when, from what source, for what reason, each record before and after."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from paizhu.accounts.models import Administers
from paizhu.registry import models, told
from paizhu.registry.changes import ChangeKind, Verdict
from paizhu.web.changing import pages, shown, words
from paizhu.web.seat import administered_by

_ON_A_PAGE = 20
_FEW = 5  # records that the list of changes shows at once
_KINDS = {
    ChangeKind.IMPORT: (_("Import"), "upload"),
    ChangeKind.EDIT: (_("Edit"), "pencil"),
    ChangeKind.WITHDRAWAL: (_("Withdrawal"), "circle-x"),
    ChangeKind.LOCAL_NORMS: (_("Local norms"), "scale"),
}
Said = dict[str, Any]


@administered_by(Administers.SYSTEM)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List all changes, the newest first."""
    page = Paginator(models.Change.objects.order_by("-at"), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"changes": [_change(change) for change in page]} | _paged(
        page.number, page.paginator.num_pages
    )
    return render(request, "web/changing/changes.html", context)


@administered_by(Administers.SYSTEM)
@require_safe
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Show everything that one change told, a list and a page at a time."""
    found = get_object_or_404(models.Change, pk=number)
    counts = told.touched(found)
    show = request.GET.get("show", "")
    list_ = show if show in counts else next(iter(counts), "")
    given, last = request.GET.get("page", ""), max(pages.of(counts.get(list_, 0)), 1)
    page = min(max(int(given), 1), last) if given.isascii() and given.isdigit() and len(given) < 8 else 1  # noqa: PLR2004
    context = {
        "change": _change(found),
        "tabs": [
            {"id": id_, "word": words.LISTS[id_], "count": n, "here": id_ == list_}
            for id_, n in counts.items()
        ],
        "rows": _rows(found, list_, (page - 1) * pages.SIZE, pages.SIZE) if list_ else [],
        "show": list_,
    }
    return render(request, "web/changing/change.html", context | _paged(page, last))


def _change(of: models.Change) -> Said:
    word, icon = _KINDS[ChangeKind(of.kind)]
    counts = told.touched(of)
    few = sum(counts.values()) <= _FEW
    return {
        "number": of.pk,
        "at": of.at,
        "word": word,
        "icon": icon,
        "source": _source(of),
        "reason": of.reason,
        "counts": [(words.LISTS[list_], count) for list_, count in counts.items()],
        "rows": [row for list_ in counts for row in _rows(of, list_, 0, _FEW)] if few else [],
        "is_few": few,
    }


def _source(of: models.Change) -> str:
    list_, _space, id_ = of.source.partition(" ")
    if of.kind in {ChangeKind.EDIT, ChangeKind.WITHDRAWAL} and list_ in words.LISTS:
        return f"{words.LISTS[list_]} {id_}"
    return of.source


def _rows(of: models.Change, list_: str, start: int, count: int) -> list[Said]:
    rows = []
    for outcome, record in told.told(of, list_, start, count):
        whole = shown.whole(record)
        row = shown.outcome(outcome) | {"name": whole["name"], "facts": []}
        if outcome.verdict in {Verdict.NEW, Verdict.WITHDRAWN}:
            row["facts"] = whole["facts"]
        rows.append(row)
    return rows


def _paged(page: int, last: int) -> Said:
    return {
        "page": page,
        "last": last,
        "before": page - 1 or None,
        "after": page + 1 if page < last else None,
    }
