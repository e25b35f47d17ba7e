"""Official working-day calendars, for the system administrator: which years are known, a file with its preview, what it moved."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers
from paizhu.door import calendar_files
from paizhu.door.calendar_import import ACT, bring, differing
from paizhu.door.calendars import calendar
from paizhu.norms.model import Text
from paizhu.norms.periods.calendar import NamedDay, Year
from paizhu.norms.periods.calendar_file import LARGEST
from paizhu.norms.refusals import InputRefused, Refusal
from paizhu.web import uploads
from paizhu.web.administration import administration
from paizhu.web.base import opened
from paizhu.web.changing import measures
from paizhu.web.language import pack_language
from paizhu.web.present import sitting_of
from paizhu.web.seat import administered_by

_FILE = "calendar"
_MOST_FAULTS = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administered_by(Administers.SYSTEM)
def listed(request: SeatRequest) -> HttpResponse:
    """List the years that are known; take a file, and lead to its preview."""
    if request.method != "POST":
        return _listed(request)
    token = uploads.begin()
    try:
        _kept(request, token)
        _read(token)
    except InputRefused as refused:
        uploads.forget(token)
        return _listed(request, HTTPStatus.UNPROCESSABLE_ENTITY, **_faults(refused))
    return redirect("calendar-one", token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administered_by(Administers.SYSTEM)
def one(request: SeatRequest, token: str) -> HttpResponse:
    """Show what a file would change, or load it."""
    try:
        years = _read(token)
    except (uploads.Gone, InputRefused):
        gone = _("The uploaded file is no longer here: choose it again. Nothing was changed by this page.")
        return _listed(request, HTTPStatus.NOT_FOUND, problem=gone)
    if request.method != "POST":
        return _preview(request, token, years)
    if request.POST.get("do") == "drop":
        uploads.forget(token)
        return redirect("calendars")
    if request.POST.get("seen") != _mark(years):
        return _preview(request, token, years, HTTPStatus.CONFLICT, moved=True)
    try:
        done = bring(administration(request, ACT), years, opened().base)
    except OperationalError:
        return _preview(request, token, years, HTTPStatus.CONFLICT, problem=measures.busy())
    uploads.forget(token)
    loaded = ",".join(map(str, done.years))
    return redirect(f"{reverse('calendars')}?loaded={loaded}&moved={done.moved}&settled={done.settled}")


def _kept(request: SeatRequest, token: str) -> None:
    """Keep the file under its own name, which the messages tell. Raises InputRefused."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise InputRefused([Refusal(_("File"), Text("请选择文件", "expected a file"))])
    name = uploads.name_of(file)[:100]
    if (file.size or 0) > LARGEST:
        raise InputRefused([Refusal(name, Text("应当不超过 1 MiB", "expected at most 1 MiB"))])
    folder = uploads.place(token) / _FILE
    folder.mkdir()
    (folder / name.replace("\0", "")).write_bytes(file.read())


def _read(token: str) -> list[Year]:
    """Raises uploads.Gone, InputRefused."""
    folder = uploads.place(token) / _FILE
    file = next(iter(sorted(folder.iterdir())), None) if folder.is_dir() else None
    if file is None:
        raise uploads.Gone
    return calendar_files.read(file)


def _faults(refused: InputRefused) -> dict[str, Any]:
    """What is wrong, without the folder in which the file waits."""
    lang = pack_language()
    said = [{**one.entry(lang), "file": Path(one.file).name} for one in refused.refusals]
    return {"faults": said[:_MOST_FAULTS], "count": len(said), "more": max(0, len(said) - _MOST_FAULTS)}


def _listed(request: SeatRequest, status: int = HTTPStatus.OK, **said: Any) -> HttpResponse:
    lang, years = pack_language(), calendar().years
    given = {name: request.GET.get(name, "")[:60] for name in ("loaded", "moved", "settled")}
    done = (
        given
        if "loaded" in request.GET and all(v.replace(",", "").isdecimal() or not v for v in given.values())
        else None
    )
    context = {
        "mine": sitting_of(request),
        "current": "calendars",
        "years": [_drawn(year, lang) for year in reversed(years)],
        "last": years[-1].year if years else None,
        "done": done,
        **said,
    }
    return render(request, "web/administering/calendars.html", context, status=status)


def _preview(
    request: SeatRequest, token: str, years: list[Year], status: int = HTTPStatus.OK, **said: Any
) -> HttpResponse:
    lang, known = pack_language(), {year.year: year for year in calendar().years}
    changing = {year.year for year in differing(years)}
    context = {
        "mine": sitting_of(request),
        "current": "calendars",
        "token": token,
        "seen": _mark(years),
        "changes": len(changing),
        "years": [
            {
                **_drawn(year, lang),
                "verdict": "same"
                if year.year not in changing
                else "changed"
                if year.year in known
                else "new",
                "days": _differences(known.get(year.year), year, lang) if year.year in changing else [],
            }
            for year in years
        ],
        **said,
    }
    return render(request, "web/administering/calendar.html", context, status=status)


def _mark(years: Iterable[Year]) -> str:
    """What is known of these years, in short: the same as long as nobody loads another calendar of them."""
    known = {year.year: year for year in calendar().years}
    return sha256(repr([known.get(year.year) for year in years]).encode()).hexdigest()[:32]


def _drawn(year: Year, lang: str) -> dict[str, Any]:
    """A year as its notice reads: each holiday with its days off, and the weekends that are worked for it."""
    return {
        "year": year.year,
        "source": year.source,
        "off": [(name, first, last) for name, first, last in _spans(year.off, lang)],
        "working": [(named.name.in_(lang), named.day) for named in year.working],
    }


def _spans(days: Iterable[NamedDay], lang: str) -> Iterator[tuple[str, date, date]]:
    """Days off that follow one another under one name."""
    numbered = [(named.day - timedelta(days=n), named) for n, named in enumerate(days)]
    for _key, group in groupby(numbered, key=lambda one: (one[0], one[1].name.in_(lang))):
        found = [named for _start, named in group]
        yield found[0].name.in_(lang), found[0].day, found[-1].day


def _differences(known: Year | None, year: Year, lang: str) -> list[tuple[date, str, str]]:
    """The days of which the file says something else than what is known, before and after; none of a new year."""
    if known is None:
        return []
    before, after = _said(known, lang), _said(year, lang)
    return [
        (day, before.get(day, "–"), after.get(day, "–"))
        for day in sorted(before.keys() | after.keys())
        if before.get(day) != after.get(day)
    ]


def _said(year: Year, lang: str) -> dict[date, str]:
    off, working = _("day off: {name}"), _("worked: {name}")
    return {n.day: off.format(name=n.name.in_(lang)) for n in year.off} | {
        n.day: working.format(name=n.name.in_(lang)) for n in year.working
    }
