"""Form files: fetched for an act that is open, brought back filled in."""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from paizhu.accounts.middleware import SeatRequest
from paizhu.door import reading
from paizhu.door.doing import Channel
from paizhu.door.refusals import Conflict, InvalidForm, NotVisible, Refused
from paizhu.door.seen import find
from paizhu.liaison.replying.bringing import bring
from paizhu.liaison.replying.filled import LARGEST_BYTES
from paizhu.liaison.replying.seals import FormFileRefused
from paizhu.liaison.replying.workbook import made
from paizhu.web.hosting.pages import context
from paizhu.web.language import pack_language
from paizhu.web.matters.words import refusal_row, status_of
from paizhu.web.present import sitting_of, standing

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
def form_file(request: SeatRequest, reference: str, act: str) -> HttpResponse:
    """Send the form of an act that is open to the seat. What may not be seen answers as what does not exist."""
    sitting, present = standing(request)
    try:
        found = made(sitting, reference, act, present, Channel.PAGE, pack_language())
        matter, *_sight = find(sitting, reference, present)
    except NotVisible as nothing:
        raise Http404 from nothing
    reading.note(sitting, matter, present, Channel.PAGE, {})
    disposition = f'attachment; filename="{found.name}"'
    return HttpResponse(
        found.data,
        content_type=_TYPE,
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )


@never_cache
@require_POST
def bring_back(request: SeatRequest) -> HttpResponse:
    """Do what a form file says, or tell why not; nothing was written then."""
    if sitting_of(request).administers is not None:
        return redirect("today")
    sitting, present = standing(request)
    try:
        with tempfile.TemporaryDirectory(prefix="paizhu-form-") as folder:
            done = bring(_kept(request.FILES.get("file"), Path(folder)), sitting, present, Channel.PAGE)
    except (Refused, NotVisible, Conflict, InvalidForm) as said:
        told = context(sitting, present) | {
            "refusal": refusal_row(said, pack_language(), _("Bring a form file back")),
            "wrong": _wrong(said),
        }
        return render(request, "web/hosting/host.html", told, status=status_of(said))
    assert done.matter is not None
    return redirect(f"{reverse('matter', args=[done.matter.reference])}?done={done.entry.number}#done")


def _wrong(said: Refused | NotVisible | Conflict | InvalidForm) -> list[str]:
    """What is wrong with the inputs, one by one, under the names that the printed form gives them."""
    if not isinstance(said, InvalidForm):
        return []
    inputs = said.form.fields if said.form is not None else {}
    labels = {name: str(field.label) for name, field in inputs.items()}
    return [
        _("{input}: {fault}").format(input=labels[name], fault=fault) if name in labels else fault
        for name, some in said.fields.items()
        for fault in some
    ]


def _kept(given: object, folder: Path) -> Path:
    """The upload as a file. Raises FormFileRefused where there is none, or a huge one."""
    if not isinstance(given, UploadedFile):
        raise FormFileRefused(_("Choose the form file; nothing was changed."))
    if (given.size or 0) > LARGEST_BYTES:
        raise FormFileRefused(_("A form file has less than 1 MiB; nothing was changed."))
    file = folder / "form.xlsx"
    file.write_bytes(given.read())
    return file
