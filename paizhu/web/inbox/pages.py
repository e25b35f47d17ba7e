"""The inbox of the seat: what its organ was told, newest first, and what the person has read of it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.coming.expecting import reminders
from paizhu.door.notices.marking import mark_all_read, mark_read
from paizhu.door.notices.queries import MOST_COUNTED, unread
from paizhu.door.notices.queries import inbox as inbox_of
from paizhu.web.present import standing

_LONGEST_NUMBER = 18


@require_safe
@cache_control(no_store=True)
@vary_on_headers("HX-Request")
def inbox(request: SeatRequest) -> HttpResponse:
    """Show a page of the inbox."""
    return _drawn(request, request.GET)


@require_POST
@cache_control(no_store=True)
@vary_on_headers("HX-Request")
def mark(request: SeatRequest) -> HttpResponse:
    """Mark one notice as read, or all up to one that was shown. What is not in the inbox is passed over."""
    sitting, now = standing(request)
    if sitting.administers is None:
        if (newest := _number(request.POST, "all")) is not None:
            mark_all_read(sitting, now, newest=newest)
        elif (one := _number(request.POST, "notice")) is not None:
            mark_read(sitting, now, [one])
    return _drawn(request, request.POST) if request.headers.get("HX-Request") else redirect("inbox")


def _drawn(request: SeatRequest, asked: QueryDict) -> HttpResponse:
    sitting, now = standing(request)
    page = inbox_of(sitting, now, before=_number(asked, "before"))
    context = {
        "page": page,
        "unread": unread(sitting, now),
        "most": MOST_COUNTED,
        "newest": page.items[0].id if page.items else None,
        "before": _number(asked, "before"),
        "reminders": reminders(sitting.organ, now) if sitting.administers is None else [],
    }
    part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    return render(request, "web/inbox/_inbox.html" if part else "web/inbox/inbox.html", context)


def _number(given: QueryDict, name: str) -> int | None:
    """The number of a notice; None for anything else."""
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER else None
