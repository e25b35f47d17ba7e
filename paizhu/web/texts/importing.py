"""The import page: choose files, see what would change, confirm. Only from this machine until accounts exist."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from paizhu import places
from paizhu.accounts.models import Administers
from paizhu.door.administration import administer
from paizhu.norms.model import Text
from paizhu.norms.refusals import InputRefused, Refusal, shown
from paizhu.norms.texts.arrivals import Arrival, Given, Reader, Upload, Verdict
from paizhu.norms.texts.importing import bring_in, preview
from paizhu.norms.texts.source import LARGEST, LARGEST_TEXT
from paizhu.norms.texts.verdicts import VERDICTS, finding, quote_fault
from paizhu.web import base as pack
from paizhu.web import uploads
from paizhu.web.administration import administration
from paizhu.web.language import pack_language
from paizhu.web.seat import administered_by
from paizhu.web.texts import library, waiting

_ICONS = {
    Verdict.NEW: "plus",
    Verdict.REPLACED: "repeat",
    Verdict.DATED: "calendar",
    Verdict.SAME: "equal",
    Verdict.PASSED_OVER: "circle-dashed",
}
_CHANGING = {Verdict.NEW, Verdict.REPLACED, Verdict.DATED}


@administered_by(Administers.SYSTEM)
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest) -> HttpResponse:
    """Show the form, preview what was chosen, or import what was confirmed."""
    if request.method != "POST":
        return _drawn(request, _form())
    if int(request.META.get("CONTENT_LENGTH") or 0) > uploads.LARGEST:
        mib = uploads.LARGEST // 2**20
        expected = Text(f"一次上传应不超过 {mib} MiB", f"expected an upload of at most {mib} MiB")
        return _refused(request, InputRefused([Refusal(_("Upload"), expected)]), _form())
    if request.POST.get("do") == "confirm":
        return _confirmed(request, request.POST.get("upload", ""))
    return _previewed(request)


def _form() -> dict[str, object]:
    return {
        "largest": LARGEST_TEXT // 2**20,
        "largest_document": LARGEST // 2**20,
        "title": "",
        "effective": "",
        "until": "",
        "replace": False,
    }


def _drawn(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    part = "_import" if request.headers.get("HX-Request") else "import"
    return render(request, f"web/texts/{part}.html", context, status=status)


def _previewed(request: HttpRequest) -> HttpResponse:
    form = _form() | {
        "title": request.POST.get("title", "")[:200],
        "effective": request.POST.get("effective", "")[:20],
        "until": request.POST.get("until", "")[:20],
        "replace": "replace" in request.POST,
    }
    try:
        chosen = _uploads(request.FILES, form)
        arrivals = _read(chosen, preview)
    except InputRefused as refused:
        return _refused(request, refused, form)
    token = waiting.keep(chosen)
    return _drawn(request, form | {"preview": _shown(arrivals, token)})


def _confirmed(request: HttpRequest, token: str) -> HttpResponse:
    try:
        chosen = waiting.kept(token)
    except uploads.Gone:
        expected = Text(
            "上传的文件已不在；请重新选择", "expected an upload that still waits; choose the files again"
        )
        return _refused(request, InputRefused([Refusal(_("Upload"), expected)]), _form())
    try:
        chosen = [_answered(request, n, upload) for n, upload in enumerate(chosen)]
        made = administration(request, "texts.import")
        arrivals = administer(made, lambda: _read(chosen, bring_in), files=len(chosen))
    except InputRefused as refused:
        return _refused(request, refused, _form())
    uploads.forget(token)
    return _drawn(request, _form() | {"done": _shown(arrivals, "")})


def _refused(request: HttpRequest, refused: InputRefused, form: dict[str, object]) -> HttpResponse:
    lang = pack_language()
    refusals = [
        {"file": r.file, "row": r.row, "value": shown(r.value), "expected": r.expected.in_(lang)}
        for r in refused.refusals
    ]
    return _drawn(request, form | {"refusals": refusals}, status=422)


def _uploads(files: "MultiValueDict[str, UploadedFile[bytes]]", form: dict[str, object]) -> list[Upload]:
    """Return the files as they were sent. Raises InputRefused for days that are none, and where nothing was chosen."""
    chosen = files.getlist("files")
    refusals: list[Refusal] = []
    if not chosen:
        refusals.append(Refusal(_("Files"), Text("应选择一个或多个文件", "expected one or more files")))
    stated = bool(form["title"] or form["effective"] or form["until"])
    if stated and len(chosen) > 1:
        expected = Text(
            "写明名称、日期时只能导入一个文件", "expected one file when its title or days are stated"
        )
        refusals.append(Refusal(_("Files"), expected, str(len(chosen))))
    until = _day(_("Last day"), str(form["until"]), refusals)
    given = Given(
        title=str(form["title"]),
        effective=_day(_("Day of effect"), str(form["effective"]), refusals),
        until=until + timedelta(days=1) if until else None,
        replace=bool(form["replace"]),
    )
    if refusals:
        raise InputRefused(refusals)
    return [Upload(uploads.name_of(file), file.read(LARGEST + 1), given=given) for file in chosen]


def _day(field: str, value: str, refusals: list[Refusal]) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        refusals.append(Refusal(field, Text("应为日期 YYYY-MM-DD", "expected a date YYYY-MM-DD"), value))
        return None


def _answered(request: HttpRequest, n: int, upload: Upload) -> Upload:
    """The file with the day of effect that was asked for, where somebody stated it. Raises InputRefused."""
    refusals: list[Refusal] = []
    day = _day(upload.name, request.POST.get(f"effective-{n}", "")[:20], refusals)
    if refusals:
        raise InputRefused(refusals)
    return replace(upload, given=replace(upload.given, effective=day)) if day else upload


def _read(chosen: list[Upload], act: Callable[..., list[Arrival]]) -> list[Arrival]:
    reader = Reader()
    for upload in chosen:
        reader.take(upload)
    return act(places.home(), pack.opened().base, reader.end())


def _shown(arrivals: list[Arrival], token: str) -> dict[str, object]:
    lang = pack_language()
    return {
        "token": token,
        "changes": sum(1 for a in arrivals if a.verdict in _CHANGING),
        "files": [_file(n, a, lang) for n, a in enumerate(arrivals)],
    }


def _file(n: int, arrival: Arrival, lang: str) -> dict[str, object]:
    text = arrival.read.text
    return {
        "n": n,
        "file": arrival.file,
        "verdict": arrival.verdict.value,
        "word": VERDICTS[arrival.verdict].in_(lang),
        "icon": _ICONS[arrival.verdict],
        "version": library.line(arrival.version) if arrival.version else None,
        "asks": arrival.asks.in_(lang) if arrival.asks else "",
        "closes": arrival.closes,
        "quotes": [quote_fault(fault, lang) for fault in arrival.quotes],
        "findings": [finding(found, lang) for found in text.findings] if text else [],
    }
