"""Proof: how far a log is signed and countersigned; verifying it, carrying it out, countersigning it."""

import re
from datetime import date
from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.sittings import INSTALLATION, Sitting
from paizhu.door import proving, witnessing
from paizhu.door.guarding.seats import sit_down
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.door.visibility import logs_seen
from paizhu.journal import said
from paizhu.journal.faults import Fault, Finding
from paizhu.journal.models import Checkpoint, Log
from paizhu.web import uploads
from paizhu.web.base import opened
from paizhu.web.language import pack_language
from paizhu.web.record import jobs, working
from paizhu.web.record.jobs import Asked, Job, Result, Task
from paizhu.web.record.words import organ_name
from paizhu.web.seat import sitting_required

# Entries that are read while somebody waits for the page: a second or two.
AT_ONCE = 5_000
NUMBER = re.compile("[1-9][0-9]{0,14}")


@sitting_required
@never_cache
@require_safe
def page(request: SeatRequest) -> HttpResponse:
    """Show what can be done about a log that the seat may read."""
    sitting, present, readable = reading(request)
    default = sitting.organ if sitting.organ in readable else next(iter(readable), "")
    organ = request.GET.get("organ", default)
    if organ not in readable:
        raise Http404
    return shown(request, sitting, present, organ)


@sitting_required
@require_POST
def verify(request: SeatRequest) -> HttpResponse:
    """Verify a log, and compare it with an older checkpoint where one is given."""
    sitting, present, readable = reading(request)
    organ = _organ(request, readable)
    older = request.FILES.get("older")
    if older is not None and (older.size or 0) > uploads.LARGEST:
        return shown(request, sitting, present, organ, wrong={"verify": _too_large()})
    asked = Asked(sitting.seat, Task.VERIFY, organ, pack_language())
    return _begun(asked, organ, older.read() if older is not None else b"")


@sitting_required
@require_POST
def export(request: SeatRequest) -> HttpResponse:
    """Export a log, what was entered in a span of days, or one entry with its proof."""
    sitting, present, readable = reading(request)
    organ = _organ(request, readable)
    try:
        first, last, proven = _part(organ, request.POST)
    except ValueError as wrong:
        return shown(request, sitting, present, organ, wrong={"export": str(wrong)})
    asked = Asked(sitting.seat, Task.EXPORT, organ, pack_language(), first, last, proven)
    return _begun(asked, organ)


@sitting_required
@require_POST
def countersign(request: SeatRequest) -> HttpResponse:
    """Verify the log of an office that is led, and countersign its head."""
    sitting, present, readable = reading(request)
    organ = _organ(request, readable)
    if organ not in witnessing.led_by(sitting, present):
        raise Http404
    return _begun(Asked(sitting.seat, Task.COUNTERSIGN, organ, pack_language()), organ)


@sitting_required
@require_POST
def countersign_all(request: SeatRequest) -> HttpResponse:
    """Verify the logs of all offices that are led and behind, and countersign their heads."""
    sitting, present, _readable = reading(request)
    led = witnessing.standings(sitting, present)
    if not led:
        raise Http404
    of = jobs.begin(Asked(sitting.seat, Task.COUNTERSIGN_ALL, sitting.organ, pack_language()))
    return _worked(of, sum(one.length or 0 for one in led if one.behind))


@vary_on_headers("HX-Request")
@sitting_required
@never_cache
@require_safe
def job(request: SeatRequest, token: str) -> HttpResponse:
    """Show how far the work is, and what came of it."""
    sitting, present, _readable = reading(request)
    of = _found(sitting, token)
    asked, result, first = of.asked(), of.result(), of.first()
    done, whole = of.told()
    if result is None and not of.is_worked_on():
        result = of.result()  # it may have ended in between
    context = {
        "token": token,
        "task": asked.task.value,
        "asked": asked,
        "count": asked.last - asked.first + 1,
        "name": organ_name(asked.organ, present),
        "command": f"python paizhu_verify.py {_file_name(asked)} --key log.pub",
        "done": done,
        "whole": whole,
        "result": result,
        "first": first,
        "shown": _shown(result or first) if asked.task is Task.VERIFY else {},
        "interrupted": result is None and not of.is_worked_on(),
        "findings": _told(result) if result else [],
        "standing": witnessing.standing_of(asked.organ) if result else None,
        "audit": sitting if sitting.organ == INSTALLATION else None,
    }
    part = "_job" if request.headers.get("HX-Request") else "job"
    return render(request, f"web/record/{part}.html", context)


@sitting_required
@require_safe
def file(request: SeatRequest, token: str) -> HttpResponse:
    """Hand an export over to the seat that asked for it."""
    of = _found(reading(request)[0], token)
    if of.result() is None or not of.file.exists():
        raise Http404
    name = _file_name(of.asked())
    reply = FileResponse(
        of.file.open("rb"), as_attachment=True, filename=name, content_type="application/jsonl"
    )
    reply["Cache-Control"] = "no-store"
    return cast("HttpResponse", reply)  # as far as a view goes


def reading(request: SeatRequest) -> tuple[Sitting, Present | None, tuple[str, ...]]:
    """Return the seat, what holds now, and the logs that it may read. Raises Http404 where it may read none."""
    assert request.sitting is not None
    at = timezone.now()
    present = present_now(opened().base, timezone.localdate(at), at)
    sit_down(request.sitting, present)
    readable = logs_seen(request.sitting, present)
    if not readable:
        raise Http404
    return request.sitting, present, readable


def shown(
    request: SeatRequest,
    sitting: Sitting,
    present: Present | None,
    organ: str,
    **further: Any,
) -> HttpResponse:
    """Return the page of a log. further: `wrong`, what is wrong with a form, by its name; `said`, what came of a file."""
    now = timezone.now()
    log = Log.objects.filter(organ=organ).first()
    signed = Checkpoint.objects.filter(log=log).order_by("-size").first() if log else None
    led = witnessing.standings(sitting, present)
    context = {
        "organ": organ,
        "name": organ_name(organ, present),
        "logs": [(id_, organ_name(id_, present)) for id_ in logs_seen(sitting, present)],
        "length": log.length if log else 0,
        "signed": signed,
        "standing": witnessing.standing_of(organ),
        "contradicted": [
            {"name": organ_name(one.organ, present), "said": one.said, "at": one.at}
            for one in witnessing.contradictions(sitting, present)
        ],
        "behind": sum(one.behind > 0 for one in led),
        "led": [{"one": one, "name": organ_name(one.organ, present), "days": one.days(now)} for one in led],
        "own": organ == sitting.organ,
        "audit": sitting if sitting.organ == INSTALLATION else None,
        "given": request.POST,
        "command": "python paizhu_verify.py FILE --key log.pub --witness witness.pub",
        "largest": uploads.LARGEST // 2**20,
        "wrong": {},
        **further,
    }
    return render(request, "web/record/proof.html", context, status=422 if context["wrong"] else 200)


def _too_large() -> str:
    return _("The file is larger than {n} MiB; nothing was read.").format(n=uploads.LARGEST // 2**20)


def _organ(request: SeatRequest, readable: tuple[str, ...]) -> str:
    organ = request.POST.get("organ", "")
    if organ not in readable:
        raise Http404
    return organ


def _part(organ: str, given: QueryDict) -> tuple[int, int, bool]:
    """Which entries, and whether it is one with its proof. Raises ValueError with what is wrong, in words."""
    log = Log.objects.filter(organ=organ).first()
    if log is None or not log.length:
        raise ValueError(_("Nothing is entered in this log; nothing was exported."))
    if given.get("what") == "entry":
        number = given.get("entry", "").strip()
        if not NUMBER.fullmatch(number) or int(number) > log.length:
            told = _("Entry: a number from 1 to {n} was expected, not “{given}”; nothing was exported.")
            raise ValueError(told.format(n=log.length, given=number))
        return int(number), int(number), True
    if given.get("what") != "period":
        return 1, log.length, False
    found = proving.numbers_between(organ, _day(given, "since"), _day(given, "until"))
    if found is None:
        raise ValueError(_("Nothing was entered in this log in that period; nothing was exported."))
    return *found, False


def _day(given: QueryDict, name: str) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = _("Period: a day such as 2025-09-01 was expected, not “{given}”; nothing was exported.")
        raise ValueError(told.format(given=text)) from None


def _begun(asked: Asked, organ: str, older: bytes = b"") -> HttpResponse:
    """Do short work at once; long work goes on while its page shows how far it is."""
    of = jobs.begin(asked, older)
    log = Log.objects.filter(organ=organ).first()
    count = asked.last - asked.first + 1 if asked.task is Task.EXPORT else log.length if log else 0
    return _worked(of, count)


def _worked(of: Job, count: int) -> HttpResponse:
    """count: entries that are to be read."""
    if count > AT_ONCE:
        jobs.start(of)
    else:
        working.work(of)
    return redirect("record-job", of.token)


def _found(sitting: Sitting, token: str) -> Job:
    try:
        return jobs.find(token, sitting.seat)
    except uploads.Gone:
        raise Http404 from None


def _file_name(asked: Asked) -> str:
    return f"journal-{asked.organ}-{asked.first}-{asked.last}.jsonl"


def _shown(result: Result | None) -> dict[str, Any]:
    """What the stages of a verification have shown where they found nothing. result: None before the first ended."""
    if result is None:
        return {}
    return {
        "log": said.of_log(result.hashed, result.length, result.signed),
        "entries": said.of_entries(result.checked),
        "findings": _told(result),
    }


def _told(result: Result) -> list[str]:
    found = [said.finding(Finding(Fault(fault), number, name)) for fault, number, name in result.findings]
    return [*result.said, *found]
