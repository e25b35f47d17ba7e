"""The board: open rectifications in columns by their state."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.rectification.overview import KIND, MOST_OPEN, Chosen, may_recommend, page
from paizhu.web.language import pack_language
from paizhu.web.present import standing
from paizhu.web.rectification.lines import line_row
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_safe
def board(request: SeatRequest) -> HttpResponse:
    """Show what is open, the late ones of a column first."""
    sitting, present = standing(request)
    lang, found = pack_language(), page(sitting, present, Chosen(closed=False), limit=MOST_OPEN)
    rows = [line_row(line, present, lang) for line in found.lines]
    states = present.base.procedure(KIND, present.on).states
    columns: list[dict[str, Any]] = [
        {
            "id": state.id,
            "name": state.name.in_(lang),
            "rows": sorted((r for r in rows if r["one"].state == state.id), key=lambda r: -r["days"]),
        }
        for state in states
        if not state.final
    ]
    context: dict[str, Any] = {
        "columns": columns,
        "any": bool(rows),
        "may_recommend": may_recommend(sitting, present),
        "more": bool(found.next),
        "late": sum(r["late"] for r in rows),
    }
    return render(request, "web/rectification/board.html", context)
