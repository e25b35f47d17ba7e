"""How organs' documents look, for the system administrator: upload a template, look at a sample laid out with it, keep it.

A template comes from outside. It is looked through, and laid out by the press in its own process, before anybody sees it.
"""

import base64
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.door.refusals import Refused
from paizhu.norms.errors import InvalidInput
from paizhu.reports import checking, filling, layouts, pressing
from paizhu.reports.layouts import Change
from paizhu.reports.official import Paper
from paizhu.web import uploads
from paizhu.web.administration import administration
from paizhu.web.base import opened
from paizhu.web.present import sitting_of
from paizhu.web.seat import administered_by

# Input of the form, and name of the file, by what it is a template of.
_FILES = {
    "typst": (Paper.LETTER, "template.typ"),
    "docx": (Paper.LETTER, "template.docx"),
    "minutes_typst": (Paper.MINUTES, "minutes.typ"),
    "minutes_docx": (Paper.MINUTES, "minutes.docx"),
}
_LABELS = {
    "typst": gettext_lazy("Letters and recommendations, PDF"),
    "docx": gettext_lazy("Letters and recommendations, DOCX"),
    "minutes_typst": gettext_lazy("Minutes, PDF"),
    "minutes_docx": gettext_lazy("Minutes, DOCX"),
}
_DOCX = {paper: file for field, (paper, file) in _FILES.items() if field.endswith("docx")}
_TYPES = {
    "typ": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@never_cache
@require_safe
@administered_by(Administers.SYSTEM)
def listed(request: SeatRequest) -> HttpResponse:
    """List the offices, and whatever other organ has a layout of its own."""
    present = _present()
    found = layouts.looks(layouts.organs(present), present.on)
    rows = [(organ, present.name(organ), look) for organ, look in found.items()]
    context = {"mine": sitting_of(request), "current": "layouts", "rows": rows}
    return render(request, "web/administering/layouts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administered_by(Administers.SYSTEM)
def one(request: SeatRequest, organ: str) -> HttpResponse:
    """Show an organ's layout; preview what is uploaded, keep it, or go back to the standard one."""
    present = _present()
    if not present.knows(organ):
        raise Http404
    if request.method != "POST":
        return _page(request, organ, present)
    try:
        match request.POST.get("do"):
            case "preview":
                return _previewed(request, organ, present)
            case "keep":
                _change(request, organ, _uploaded(request.POST.get("upload", "")))
                uploads.forget(request.POST.get("upload", ""))
            case "words":
                word, further = (request.POST.get(name, "") for name in ("word", "recommendation_word"))
                _change(request, organ, Change(word=word, recommendation_word=further))
            case "standard":
                _change(request, organ, Change.back())
            case _:
                raise Http404
    except (InvalidInput, Refused) as wrong:
        return _page(request, organ, present, wrong=str(wrong), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except uploads.Gone:
        gone = _("What was uploaded has waited too long. Upload it again; nothing was changed.")
        return _page(request, organ, present, wrong=gone, status=HTTPStatus.CONFLICT)
    return redirect(f"{request.path}?kept=yes")


@never_cache
@require_safe
@administered_by(Administers.SYSTEM)
def template(_request: SeatRequest, organ: str, name: str) -> HttpResponse:
    """Send the template that holds, to begin with. name: of its file."""
    present = _present()
    found = next(((field, paper) for field, (paper, file) in _FILES.items() if file == name), None)
    if found is None or not present.knows(organ):
        raise Http404
    field, paper = found
    look, ending = layouts.look(organ, present.on).of(paper), name.rpartition(".")[2]
    data = look.docx if field.endswith("docx") else look.typst.encode()
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(data, content_type=_TYPES[ending], headers=headers)


@never_cache
@require_safe
@administered_by(Administers.SYSTEM)
def sample(_request: SeatRequest, organ: str, upload: str, paper: str) -> HttpResponse:
    """Send a sample filled into the DOCX that was uploaded: only a word processor lays it out."""
    present = _present()
    sort = next((one for one in Paper if one.value == paper), None)
    if sort is None or not present.knows(organ):
        raise Http404
    try:
        file = uploads.place(upload) / _DOCX[sort]
    except uploads.Gone:
        raise Http404 from None
    if not file.is_file():
        raise Http404
    data = filling.filled(file.read_bytes(), checking.sample_of(present.name(organ), sort))
    headers = {
        "Content-Disposition": f'attachment; filename="sample-{paper}.docx"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(data, content_type=_TYPES["docx"], headers=headers)


def _previewed(request: SeatRequest, organ: str, present: Present) -> HttpResponse:
    """Look the files through, keep them aside, and show a sample laid out with them."""
    given = {name: request.FILES.get(name) for name in _FILES}
    if not any(given.values()):
        raise InvalidInput(_("Choose a template first; nothing was changed."))
    token = uploads.begin()
    try:
        folder, pages = uploads.place(token), list[bytes]()
        for name, file in given.items():
            if not isinstance(file, UploadedFile):
                continue
            paper, kept = _FILES[name]
            (folder / kept).write_bytes(_checked(name, file))
            if name.endswith("typst"):
                sample_ = checking.sample_of(present.name(organ), paper)
                pages += pressing.pages((folder / kept).read_text("utf-8"), sample_.as_json())
    except InvalidInput:
        uploads.forget(token)
        raise
    preview = {
        "upload": token,
        "pages": [base64.b64encode(page).decode("ascii") for page in pages],
        "docx": [
            paper.value for name, (paper, _file) in _FILES.items() if name.endswith("docx") and given[name]
        ],
    }
    return _page(request, organ, present, preview=preview)


def _checked(name: str, file: "UploadedFile[bytes]") -> bytes:
    data: bytes = file.read(layouts.LARGEST + 1)
    paper, _file = _FILES[name]
    if name.endswith("docx"):
        checking.check_docx(data, paper)
        return data
    try:
        checking.check_typst(data.decode("utf-8"), paper)
    except UnicodeDecodeError as error:
        raise InvalidInput(_("A Typst template is text in UTF-8. Nothing was kept.")) from error
    return data


def _uploaded(token: str) -> Change:
    folder = uploads.place(token)
    files = {name: folder / file for name, (_paper, file) in _FILES.items()}
    given: dict[str, Any] = {
        name: file.read_bytes() if name.endswith("docx") else file.read_text("utf-8")
        for name, file in files.items()
        if file.is_file()
    }
    if not given:
        raise uploads.Gone
    return Change(**given)


def _change(request: SeatRequest, organ: str, wanted: Change) -> None:
    layouts.change(administration(request, layouts.SET), organ, wanted)


def _page(
    request: SeatRequest,
    organ: str,
    present: Present,
    *,
    preview: dict[str, Any] | None = None,
    wrong: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    look = layouts.look(organ, present.on)
    context = {
        "mine": sitting_of(request),
        "current": "layouts",
        "organ": organ,
        "name": present.name(organ),
        "look": look,
        "holds": [(label, name in look.own) for name, label in _LABELS.items()],
        "before": layouts.before(organ),
        "preview": preview,
        "wrong": wrong,
        "kept": request.GET.get("kept") == "yes" and not wrong and preview is None,
    }
    return render(request, "web/administering/layout.html", context, status=status)


def _present() -> Present:
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    if present is None:
        raise Http404
    return present
