"""The import of organs: choose files, answer what is doubtful, see what would change, confirm."""

import unicodedata
from http import HTTPStatus
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.models import Administers
from paizhu.registry.reading import limits
from paizhu.web import uploads
from paizhu.web.changing import asking, jobs, preview, starting
from paizhu.web.changing.jobs import Job, Stage, State, Task
from paizhu.web.present import sitting_of
from paizhu.web.seat import administered_by

_LONGEST_NAME = 60
_STATUS = {
    Stage.REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
    Stage.MOVED: HTTPStatus.CONFLICT,
    Stage.BUSY: HTTPStatus.CONFLICT,
    Stage.FAILED: HTTPStatus.CONFLICT,
}


class NotTaken(Exception):
    """An upload that is not looked at; the message says why."""


@administered_by(Administers.SYSTEM)
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Show the form; take what was chosen, and look at it."""
    if request.method != "POST":
        return _drawn(request, {})
    try:
        of = _taken(request)
    except NotTaken as refused:
        return _drawn(request, {"problem": str(refused)}, HTTPStatus.UNPROCESSABLE_ENTITY)
    starting.start(of, Task.LOOK, get_language() or "zh-hans")
    return redirect("registry-import-one", of.token)


@administered_by(Administers.SYSTEM)
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, token: str) -> HttpResponse:
    """Show how far an upload is; take answers, a confirmation, a renunciation."""
    try:
        of = jobs.job(token)
        state = of.state()
    except (uploads.Gone, FileNotFoundError):
        problem = _("The uploaded file is no longer here: choose it again. Nothing was changed by this page.")
        return _drawn(request, {"problem": problem}, HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        return _acted(request, of, state)
    context = {"state": state, "token": token, "worked_on": state.task is not None and of.is_worked_on()}
    if context["worked_on"]:
        what, done, whole = of.told()
        return _drawn(request, context | {"what": what, "done": done, "whole": whole})
    if state.task is not None or state.stage is Stage.BEGUN:
        return _drawn(request, context | {"interrupted": True}, HTTPStatus.CONFLICT)
    if state.stage is Stage.REFUSED and state.lang != get_language():
        # Its faults were told in the other language.
        starting.start(of, Task.LOOK, get_language() or "zh-hans")
        return redirect("registry-import-one", token)
    context |= preview.context(of, state, request.GET.get("show", ""), request.GET.get("page", ""))
    status = HTTPStatus.OK if request.GET else _STATUS.get(state.stage, HTTPStatus.OK)
    reply = _drawn(request, context, status)
    reply["HX-Replace-Url"] = request.get_full_path()
    return reply


def _acted(request: HttpRequest, of: Job, state: State) -> HttpResponse:
    do, lang = request.POST.get("do"), get_language() or "zh-hans"
    if do == "drop":
        uploads.forget(of.token)
        return redirect("registry-import")
    if do == "answer" and state.stage is Stage.REFUSED:
        if not asking.take(of, state, request.POST):
            context = preview.context(of, state, "", "") | {"token": of.token, "state": state}
            problem = _("Nothing was answered: choose what at least one of the words stands for.")
            return _drawn(request, context | {"problem": problem}, HTTPStatus.UNPROCESSABLE_ENTITY)
        starting.start(of, Task.LOOK, lang)
    elif do == "confirm" and state.stage in {Stage.LOOKED, Stage.MOVED, Stage.BUSY} and state.counts:
        starting.start(of, Task.RECORD, lang, sitting_of(request).seat)
    elif do == "look" and state.stage is not Stage.RECORDED:
        starting.start(of, Task.LOOK, lang)
    return redirect("registry-import-one", of.token)


def _drawn(request: HttpRequest, context: dict[str, object], status: int = HTTPStatus.OK) -> HttpResponse:
    part = "_import" if request.headers.get("HX-Request") else "import"
    context = {"largest": limits.FILE_BYTES // limits.MIB} | context
    return render(request, f"web/changing/{part}.html", context, status=status)


def _taken(request: HttpRequest) -> Job:
    """Keep what was chosen. Raises NotTaken."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > limits.FILE_BYTES + limits.MIB:
        raise NotTaken(_("Expected at most {count} MiB.").format(count=limits.FILE_BYTES // limits.MIB))
    files = request.FILES.getlist("files")
    if not files:
        raise NotTaken(_("Expected a file: XLSX, JSON, or one or more CSV files."))
    names = [_name(file) for file in files]
    if len(files) > 1 and not all(name.lower().endswith(".csv") for name in names):
        raise NotTaken(
            _("Several files at once have to be CSV files, one for each list; choose others one by one.")
        )
    if len({name.casefold() for name in names}) < len(names):
        raise NotTaken(_("Expected files of different names."))
    token = uploads.begin()
    of = Job(token, uploads.place(token))
    given = of.folder / "given"
    if len(files) > 1:
        given = given / f"{Path(names[0]).stem} + {len(files) - 1}"
    given.mkdir(parents=True)
    for name, file in zip(names, files, strict=True):
        _keep(file, given / name)
    if mapped := request.FILES.get("map"):
        _keep(mapped, of.map)
    of.put(State(name=of.given.name))
    return of


def _name(file: "UploadedFile[bytes]") -> str:
    """A name that can be kept: nothing in it that leads elsewhere or cannot be seen; the ending stays."""
    plain = "".join(c for c in uploads.name_of(file) if c.isprintable() and unicodedata.category(c)[0] != "C")
    path = Path(plain.strip().lstrip(".") or "?")
    return path.stem[:_LONGEST_NAME] + path.suffix[:10]


def _keep(file: "UploadedFile[bytes]", path: Path) -> None:
    with path.open("wb") as into:
        for chunk in file.chunks():
            into.write(chunk)
