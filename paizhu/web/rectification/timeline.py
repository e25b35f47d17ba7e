"""The timeline: measures on an axis of time, the late ones marked; a table beside it says the same."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.present import Present
from paizhu.rectification.heads import STANDINGS, Standing
from paizhu.rectification.models import Measure
from paizhu.rectification.overview import MOST_TIMED, Timed, timed
from paizhu.web.present import standing
from paizhu.web.rectification.axis import Bar, drawn
from paizhu.web.seat import sitting_required


@sitting_required
@never_cache
@require_safe
def timeline(request: SeatRequest) -> HttpResponse:
    """Show the measures of open rectifications, the matter that is due next first."""
    sitting, present = standing(request)
    found, more = timed(sitting, present)
    groups = [_group(one, present) for one in found]
    context = {
        "groups": groups,
        "drawing": drawn([(g["title"], g["bars"]) for g in groups], present.on),
        "late": sum(row["late"] for g in groups for row in g["rows"]),
        "more": more,
        "most": MOST_TIMED,
    }
    return render(request, "web/rectification/timeline.html", context)


def _group(one: Timed, present: Present) -> dict[str, Any]:
    rows = [_row(measure, one.due.get(measure.number), present) for measure in one.measures]
    return {
        "reference": one.head.reference,
        "title": one.head.title or one.head.reference,
        "unit": one.head.counterpart_name,
        "rows": rows,
        "bars": [_bar(row, present.on) for row in rows],
    }


def _row(measure: Measure, due: date | None, present: Present) -> dict[str, Any]:
    """due: of its clock, None where it does not run."""
    standing_ = Standing(measure.standing)
    return {
        "number": measure.number,
        "text": measure.text,
        "owner": present.name(measure.owner_id) + measure.post,
        "from": measure.listed_on,
        "due": due or measure.due_on,
        "reported": measure.reported_on,
        "verified": measure.verified_on,
        "progress": measure.progress,
        "standing": standing_,
        "word": STANDINGS[standing_],
        "late": due is not None and due < present.on,
        "days": (present.on - due).days if due is not None and due < present.on else 0,
    }


def _bar(row: dict[str, Any], on: date) -> Bar:
    return Bar(
        label=f"{row['number']}. {row['text']}",
        start=row["from"],
        due=row["due"],
        done=row["reported"],
        late=on if row["late"] else None,
        css={Standing.VERIFIED: "verified", Standing.REPORTED: "reported"}.get(row["standing"], "open"),
    )
