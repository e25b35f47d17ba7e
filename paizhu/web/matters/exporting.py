"""The list of matters as a workbook: at once where it is short, else written aside while a page shows how far it is."""

from itertools import chain, islice
from typing import cast

from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import Sitting, sitting
from paizhu.door import exporting, workbook
from paizhu.door.doing import Channel
from paizhu.door.guarding.seats import sit_down
from paizhu.door.present import Present
from paizhu.rectification import exporting as rectifications
from paizhu.web import uploads
from paizhu.web.language import pack_language
from paizhu.web.matters import exports
from paizhu.web.matters.exports import Asked, Export
from paizhu.web.matters.listing import filters_of
from paizhu.web.matters.views import kept_query
from paizhu.web.present import present as present_now
from paizhu.web.present import standing
from paizhu.web.rectification.choosing import chosen_of
from paizhu.web.seat import sitting_required

AT_ONCE = 2_000  # rows: up to here nobody waits longer than a second or two
# Of each list that is carried out: its page.
BACK = {"matters": "/matters/", "rectification": "/rectification/table/"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@sitting_required
@require_POST
def begin(request: SeatRequest) -> HttpResponse:
    """Export what is filtered."""
    seat, present = standing(request)
    filters, errors = filters_of(request.POST)
    if errors:
        return redirect(f"/matters/?{kept_query(request.POST)}")  # the list says what is wrong
    lang = pack_language()
    of = exports.begin(Asked(seat.seat, kept_query(request.POST), lang))
    rows = exporting.exported(seat, present, filters)
    first = list(islice(rows, AT_ONCE + 1))
    if len(first) > AT_ONCE:
        exports.start(of)
        return redirect("matters-export-one", of.token)
    count = workbook.write(chain(first, rows), of.file, lang, workbook.about(seat, present, filters, lang))
    exporting.note(seat, present, Channel.PAGE, filters, count)
    reply = given(of, present)
    uploads.forget(of.token)  # what was opened is sent; nothing stays behind
    return reply


@vary_on_headers("HX-Request")
@sitting_required
@require_safe
def one(request: SeatRequest, token: str) -> HttpResponse:
    """Show how far an export is, and where its file is to be had."""
    of = _found(request, token)
    done = of.file.exists()
    context = {
        "token": token,
        "rows": of.rows,
        "done": done,
        "interrupted": not done and not of.is_worked_on() and not of.file.exists(),
        "back": f"{BACK[of.asked().list]}?{of.asked().query}",
    }
    part = "_export" if request.headers.get("HX-Request") else "export"
    return render(request, f"web/matters/{part}.html", context)


@sitting_required
@require_safe
def file(request: SeatRequest, token: str) -> HttpResponse:
    """Hand the file over to the seat whose list it is."""
    of = _found(request, token)
    if not of.file.exists():
        raise Http404
    return given(of, present_now())


def work(of: Export) -> None:
    """Write a large export, from the seat that asked for it, if that is valid still."""
    asked = of.asked()
    with override("en" if asked.lang == "en" else "zh-hans"):
        seat = sitting(asked.seat, timezone.localdate())
        if seat is None:
            return
        present = present_now()
        sit_down(seat, present)
        write(of, seat, present, of.tell)


def write(of: Export, seat: Sitting, present: Present, told: exporting.Told) -> None:
    """Write what is asked for; the file is there once that is on record."""
    asked, hidden = of.asked(), of.folder / "unrecorded.xlsx"
    if asked.list == "rectification":
        chosen = chosen_of(QueryDict(asked.query))
        lines = rectifications.exported(seat, present, chosen, told)
        about = rectifications.about(seat, present, chosen, asked.lang)
        count = rectifications.write(lines, hidden, asked.lang, about)
        rectifications.note(seat, present, Channel.PAGE, chosen, count)
    else:
        filters = filters_of(QueryDict(asked.query))[0]
        rows = exporting.exported(seat, present, filters, told)
        count = workbook.write(rows, hidden, asked.lang, workbook.about(seat, present, filters, asked.lang))
        exporting.note(seat, present, Channel.PAGE, filters, count)
    hidden.replace(of.file)


def _found(request: SeatRequest, token: str) -> Export:
    seat, _present = standing(request)
    try:
        return exports.find(token, seat.seat)
    except uploads.Gone:
        raise Http404 from None


def given(of: Export, present: Present) -> HttpResponse:
    """Return the file of an export, to be kept."""
    name = f"{of.asked().list}-{present.on.isoformat()}.xlsx"
    reply = FileResponse(of.file.open("rb"), as_attachment=True, filename=name, content_type=_XLSX)
    reply["Cache-Control"] = "no-store"
    return cast("HttpResponse", reply)  # as far as a view goes
