"""A city's own measures: which are held, an import with its preview, an end."""

import json
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from paizhu.accounts.models import Administers
from paizhu.norms.errors import InvalidInput, PackError, UnknownTerm
from paizhu.registry import local, overview, queries
from paizhu.registry.importing import Moved
from paizhu.registry.reading import cells
from paizhu.web import base as pack
from paizhu.web import uploads
from paizhu.web.administration import administration
from paizhu.web.changing import measures
from paizhu.web.changing.editing import known_now
from paizhu.web.seat import administered_by

_LARGEST = local.MOST_BYTES
Said = dict[str, Any]


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD"])
def listed(request: HttpRequest) -> HttpResponse:
    """List the packs that are recorded."""
    chart, _change = known_now()
    return _listed(request, {"has_organs": bool(chart.organs)})


@administered_by(Administers.SYSTEM)
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Give a pack its last day."""
    try:
        until, reason = _ending(request)
        made = administration(request, "local_norms.end")
        made.gate()
        local.end(code, until, pack.opened().base, reason=reason, noting=lambda: made.note(pack=code))
    except InvalidInput as refused:
        return _not_ended(request, code, str(refused))
    except OperationalError:
        return _not_ended(request, code, measures.busy())
    return redirect("local-norms")


def _ending(request: HttpRequest) -> tuple[date, str]:
    """The day after the last one, and the reason. Raises InvalidInput."""
    try:
        until = cells.last_day(request.POST.get("until", "")[:40], {})
        reason = cells.basis(request.POST.get("reason", "")[:2_000], {})
    except cells.Unread as error:
        raise InvalidInput(_("Expected {what}.").format(what=error)) from None
    if until is None:
        raise InvalidInput(_("Expected {what}.").format(what=_("a last day")))
    if not reason:
        raise InvalidInput(_("Expected a reason: it stays with the change."))
    return until, reason


def _not_ended(request: HttpRequest, code: str, problem: str) -> HttpResponse:
    context = {"problem": problem, "problem_of": code, "until": request.POST.get("until", "")[:10]}
    return _listed(
        request, context | {"reason": request.POST.get("reason", "")[:500], "has_organs": True}, 422
    )


def _listed(request: HttpRequest, context: Said, status: int = HTTPStatus.OK) -> HttpResponse:
    chart, _change = known_now()
    base = pack.opened().base
    context["packs"] = [measures.held(p, chart, base) for p in local.held(base)]
    return render(request, "web/changing/local.html", context, status=status)


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Take files and what is said of them, and lead to the preview."""
    chart, _change = known_now()
    context: Said = {"organs": [o for o in chart.organs.values() if o.kind in measures.AUTHORITIES]}
    if request.method != "POST":
        return render(request, "web/changing/local_import.html", context)
    given = {name: request.POST.get(name, "")[:2_000] for name in ("authority", "since", "until", "reason")}
    faults: list[tuple[str, str]] = []
    said = _said(given, faults)
    token = _kept(request, faults)
    if not faults:
        try:
            _wanted(token, said)
        except PackError as bad:
            faults += [(f"{problem.file}:{problem.line}", problem.message) for problem in bad.problems]
        except InvalidInput as bad:
            faults.append((_("Files"), str(bad).replace(f"{uploads.place(token)}/given/", "")))
    if faults:
        uploads.forget(token)
        return render(
            request, "web/changing/local_import.html", context | given | {"faults": faults}, status=422
        )
    (uploads.place(token) / "said.json").write_text(json.dumps(said), "utf-8")
    return redirect("local-norms-one", token)


@administered_by(Administers.SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a pack would change, or record it."""
    try:
        said: dict[str, str] = json.loads((uploads.place(token) / "said.json").read_text("utf-8"))
        wanted = _wanted(token, said)
    except (uploads.Gone, FileNotFoundError):
        faults = [
            (
                _("Files"),
                _("The uploaded file is no longer here: choose it again. Nothing was changed by this page."),
            )
        ]
        return render(request, "web/changing/local_import.html", {"faults": faults}, status=404)
    if request.method == "POST" and request.POST.get("do") == "drop":
        uploads.forget(token)
        return redirect("local-norms")
    context: Said = {"token": token}
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            made = administration(request, "local_norms.load")
            made.gate()
            local.record(
                wanted,
                reason=said["reason"],
                check=lambda: _unmoved(request.POST.get("change", "")),
                noting=lambda: made.note(pack=wanted.local.id),
            )
            uploads.forget(token)
            return redirect(f"{reverse('local-norms')}#pack-{wanted.local.id}")
        except Moved:
            context["moved"], status = True, HTTPStatus.CONFLICT
        except OperationalError:
            context["problem"], status = measures.busy(), HTTPStatus.CONFLICT
    chart, context["change"] = known_now()
    context |= measures.preview(wanted, chart, pack.opened().base) | {"reason": said["reason"]}
    return render(request, "web/changing/local_preview.html", context, status=status)


def _unmoved(seen: str) -> None:
    change = queries.last_change()
    if (change.isoformat() if change else "") != seen:
        raise Moved


def _said(given: Said, faults: list[tuple[str, str]]) -> dict[str, str]:
    """What is said of the files, as it is kept: days as text, half-open."""
    chart, _change = known_now()
    said = {"reason": "", "authority": "", "since": "", "until": ""}
    for name, label, parse in (
        ("since", _("In force from"), cells.first_day),
        ("until", _("Last day"), cells.last_day),
        ("reason", _("Reason"), cells.basis),
    ):
        try:
            value = parse(given[name], {})
        except cells.Unread as error:
            faults.append((label, _("Expected {what}.").format(what=error)))
            continue
        if not value and name != "until":
            faults.append((label, _("Expected {what}.").format(what=_("something here: it is empty"))))
        said[name] = value.isoformat() if isinstance(value, date) else str(value or "")
    if said["since"] and said["until"] and said["until"] <= said["since"]:
        expected = _("a last day that is not before the first day, {since}").format(since=said["since"])
        faults.append((_("Last day"), _("Expected {what}.").format(what=expected)))
    try:
        said["authority"] = overview.organ_id(chart, str(given["authority"]).strip())
    except UnknownTerm as unknown:
        near = "、".join(unknown.near[:5])
        text = _("an organ by its id or name; perhaps {near}") if near else _("an organ by its id or name")
        faults.append((_("Authority"), _("Expected {what}.").format(what=text.format(near=near))))
    return said


def _kept(request: HttpRequest, faults: list[tuple[str, str]]) -> str:
    """Keep the files: a zip, or the YAML files of a pack; all but local.yaml are its regulations."""
    token = uploads.begin()
    files = request.FILES.getlist("files")
    if not files or sum(file.size or 0 for file in files) > _LARGEST or len(files) > local.MOST_FILES:
        expected = _("a zip, or local.yaml and the YAML files of the regulations, up to {count} MiB")
        what = expected.format(count=_LARGEST // 2**20)
        faults.append((_("Files"), _("Expected {what}.").format(what=what)))
        return token
    given = uploads.place(token) / "given"
    for file in files:
        name = uploads.name_of(file)
        is_zip = len(files) == 1 and not name.endswith((".yaml", ".yml"))
        below = given if is_zip or name == "local.yaml" else given / "regulations"
        below.mkdir(parents=True, exist_ok=True)
        (below / ("pack.zip" if is_zip else Path(name).stem[:60] + ".yaml")).write_bytes(file.read())
    return token


def _wanted(token: str, said: dict[str, str]) -> local.Wanted:
    given = uploads.place(token) / "given"
    zipped = given / "pack.zip"
    files = local.texts(zipped if zipped.exists() else given)
    read = local.parsed(files, pack.opened().base)
    until = date.fromisoformat(said["until"]) if said["until"] else None
    return local.Wanted(files, read, said["authority"], date.fromisoformat(said["since"]), until)
