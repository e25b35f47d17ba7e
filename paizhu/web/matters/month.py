"""The calendar of a seat: a month of meetings and limits, each day with what is on it."""

import calendar
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.occasions import Occasion, Sort, occasions
from paizhu.door.present import Present
from paizhu.web.language import pack_language
from paizhu.web.present import standing
from paizhu.web.seat import sitting_required

_LATEST_YEAR = 9998


@sitting_required
@never_cache
@require_safe
def month(request: SeatRequest) -> HttpResponse:
    """Show the month that the address names, else this one."""
    sitting, present = standing(request)
    first = _first(request.GET.get("month", ""), present.on)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    found = occasions(sitting, present, weeks[0][0], weeks[-1][-1])
    lang = pack_language()
    context = {
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=31)).replace(day=1),
        "weekdays": weeks[0],
        "days": [_day(day, first, found, present, lang) for week in weeks for day in week],
        "none": not any(o.day.month == first.month for o in found),
    }
    return render(request, "web/matters/month.html", context)


def _first(word: str, on: date) -> date:
    """The first day of the month that a word such as 2026-03 names; of the month of `on` where it names none."""
    try:
        found = date.fromisoformat(f"{word}-01")
    except ValueError:
        return on.replace(day=1)
    return found if 1 < found.year < _LATEST_YEAR else on.replace(day=1)


def _day(day: date, first: date, found: tuple[Occasion, ...], present: Present, lang: str) -> dict[str, Any]:
    return {
        "day": day,
        "outside": day.month != first.month,
        "today": day == present.on,
        "rest": not present.calendar.is_working(day),
        "on": [
            {
                "due": o.sort is Sort.DUE,
                "reference": o.head.reference,
                "kind": o.head.kind_name.in_(lang),
                "title": o.head.title,
                "party": o.head.counterpart_name,
            }
            for o in found
            if o.day == day
        ],
    }
