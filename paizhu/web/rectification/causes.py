"""The causes: units and the four heads with counts, each leading to its list; and the same cause in several units."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.present import Present
from paizhu.rectification import overview
from paizhu.rectification.heads import HEADS, Head
from paizhu.rectification.overview import MOST_CAUSES, Causes, Recurring
from paizhu.web.language import pack_language
from paizhu.web.present import standing
from paizhu.web.seat import sitting_required

DEEPEST = 4


@sitting_required
@never_cache
@require_safe
def causes(request: SeatRequest) -> HttpResponse:
    """Show the matrix. Small numbers are shown: they are of matters whose content the seat sees anyway."""
    sitting, present = standing(request)
    found = overview.causes(sitting, present)
    context = {
        "heads": [{"id": head.value, "word": word} for head, word in HEADS.items()],
        "rows": _rows(found, present),
        "totals": [sum(of[head] for of in found.counts.values()) for head in Head],
        "recurring": [_recurring(one, present) for one in found.recurring],
        "more": found.more,
        "most": MOST_CAUSES,
        "lang": pack_language(),
    }
    return render(request, "web/rectification/causes.html", context)


def _rows(found: Causes, present: Present) -> list[dict[str, Any]]:
    most = max((n for of in found.counts.values() for n in of.values()), default=0)
    rows = [
        {
            "unit": unit,
            "name": present.name(unit),
            "cells": [
                {"head": head.value, "word": HEADS[head], "n": of[head], "depth": _depth(of[head], most)}
                for head in Head
            ],
            "total": sum(of.values()),
        }
        for unit, of in found.counts.items()
    ]
    return sorted(rows, key=lambda row: (-row["total"], row["name"]))


def _depth(n: int, most: int) -> int:
    """How dark a cell is drawn, 0 to DEEPEST; the number says the same."""
    return -(-n * DEEPEST // most) if n else 0


def _recurring(one: Recurring, present: Present) -> dict[str, Any]:
    return {
        "head": one.head.value,
        "word": HEADS[one.head],
        "label": one.label,
        "units": [present.name(unit) for unit in one.units],
        "matters": one.matters,
    }
