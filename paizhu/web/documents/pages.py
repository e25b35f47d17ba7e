"""An official document: its pages to look at, and its files to take away."""

import base64

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.doing import Channel
from paizhu.door.refusals import NotVisible
from paizhu.reports import making
from paizhu.reports.laying import Laid, laid
from paizhu.reports.making import Form
from paizhu.reports.pressing import NotPressed
from paizhu.web.present import standing

MOST = 30  # pages drawn; the files have all of them


@never_cache
@require_safe
def document(request: SeatRequest, reference: str) -> HttpResponse:
    """Show the pages. What may not be seen answers as what does not exist."""
    sitting, present = standing(request)
    found = _laid(request, reference)
    wrong, pages = "", list[bytes]()
    if request.method == "GET":
        try:
            pages = making.preview(sitting, found, present, Channel.PAGE)
        except NotPressed as error:
            wrong = str(error)
    context = {
        "reference": reference,
        "official": found.official,
        "own": found.look.own,
        "word": found.look.word if found.matter.kind == "letter" else found.look.recommendation_word,
        "clause": found.clause,
        "pages": [base64.b64encode(page).decode("ascii") for page in pages[:MOST]],
        "count": len(pages),
        "left": max(len(pages) - MOST, 0),
        "wrong": wrong,
    }
    return render(request, "web/documents/document.html", context, status=422 if wrong else 200)


@never_cache
@require_safe
def file(request: SeatRequest, reference: str, ending: str) -> HttpResponse:
    """Send a file to be kept. It is on record."""
    sitting, present = standing(request)
    if ending not in tuple(Form):
        raise Http404
    form, found = Form(ending), _laid(request, reference)
    data = b""
    if request.method == "GET":
        try:
            data = making.made(sitting, found, form, present, Channel.PAGE)
        except NotPressed as error:
            context = {"reference": reference, "official": found.official, "wrong": str(error)}
            return render(request, "web/documents/document.html", context, status=422)
    headers = {
        "Content-Disposition": f'attachment; filename="{making.name(found, form)}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(data, content_type=making.MEDIA_TYPES[form], headers=headers)


def _laid(request: SeatRequest, reference: str) -> Laid:
    sitting, present = standing(request)
    try:
        return laid(sitting, reference, present)
    except NotVisible as nothing:
        raise Http404 from nothing
