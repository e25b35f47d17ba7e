"""Doing the work on a log: verifying, exporting, countersigning; at once, or in a process of its own (`jobs`)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from paizhu.accounts.sittings import Sitting, sitting
from paizhu.door import proving, witnessing
from paizhu.door.guarding.seats import sit_down
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.door.visibility import logs_seen
from paizhu.journal import checking, exporting, heads, keys, paizhu_verify
from paizhu.journal.canonical import Json
from paizhu.journal.checkpoints import Rewritten
from paizhu.journal.contradicting import contradicted, is_of
from paizhu.journal.countersigning import NotCountersigned
from paizhu.journal.faults import Stage, Verified
from paizhu.journal.models import Log
from paizhu.journal.notes import KeyType
from paizhu.norms.errors import PaizhuError
from paizhu.web.base import opened
from paizhu.web.record.jobs import Asked, Job, Older, Outcome, Result, Task
from paizhu.web.record.words import organ_name

_TOLD = 50


def work(job: Job) -> None:
    """Do what is asked, from the seat that asked, if that is valid still and may still read the log."""
    asked = job.asked()
    with override("en" if asked.lang == "en" else "zh-hans"):
        job.end(_done(job, asked, timezone.localtime(timezone.now())))


def _done(job: Job, asked: Asked, at: datetime) -> Result:
    seat = sitting(asked.seat, timezone.localdate(at))
    present = present_now(opened().base, timezone.localdate(at), at)
    sit_down(seat, present)
    result = Result(Outcome.REFUSED, at.isoformat())
    if seat is not None and asked.organ in logs_seen(seat, present):
        try:
            result = _DOES[asked.task](job, asked, seat, present, at)
        except Rewritten as rewritten:
            result = Result(Outcome.WRONG, at.isoformat(), said=[str(rewritten)])
        except PaizhuError as error:
            result.said = [str(error)]
    return result


def _verify(job: Job, asked: Asked, _seat: Sitting, _present: Present | None, at: datetime) -> Result:
    log = heads.the_log(asked.organ)
    verification = checking.Verification(log)
    verified = verification.of_log(job.tell)
    verified.at_heads += contradicted(log)
    older = _compared(job, log)
    job.begin_second(_came_of(verified, older, at))
    return _came_of(verification.of_entries(job.tell), older, at)


def _came_of(verified: Verified, compared: tuple[Older, int], at: datetime) -> Result:
    findings, (older, size) = verified.findings, compared
    wrong = findings or older is Older.REWRITTEN
    return Result(
        Outcome.WRONG if wrong else Outcome.WELL,
        at.isoformat(),
        length=verified.length,
        checked=verified.checked,
        heads=verified.checkpoints,
        hashed=verified.hashed,
        signed=verified.signed,
        wrong=(verified.found_by(Stage.LOG), verified.found_by(Stage.ENTRIES)),
        findings=[(one.fault.value, one.number, one.name) for one in findings[:_TOLD]],
        more=len(findings[_TOLD:]),
        older=older,
        older_size=size,
    )


def _compared(job: Job, log: Log) -> tuple[Older, int]:
    """How the log stands to the older checkpoint that was given, and over how many entries that is."""
    if not job.older.exists():
        return Older.NONE, 0
    try:
        head = paizhu_verify.read_older(str(job.older)).checkpoint
    except paizhu_verify.Unreadable:
        return Older.STRANGER, 0
    ours = paizhu_verify.read_keys(keys.public_keys(KeyType.LOG))
    is_ours = not paizhu_verify.check_signatures(head, ours, ()).findings
    if head.origin != keys.origin(log.organ) or not is_ours:
        return Older.STRANGER, head.size
    return (Older.SAME if is_of(log, head) else Older.REWRITTEN), head.size


def _export(job: Job, asked: Asked, seat: Sitting, present: Present | None, at: datetime) -> Result:
    count, first = proving.withheld_between(seat, present, asked.organ, asked.first, asked.last)
    if count:
        told = _(
            "Of these entries your seat does not see {count}, on matters that are not shown to it; the first is entry "
            "{first}. Nothing was exported. Export the entries before or after it, or one act with its proof; a whole "
            "log is exported by the audit administrator."
        )
        return Result(Outcome.REFUSED, at.isoformat(), said=[told.format(count=count, first=first)])
    part = exporting.Part(asked.first, asked.last, proven=asked.proven)
    hidden = job.folder / "unrecorded"
    signed = exporting.export(asked.organ, hidden, part, at=at, force=True)
    facts: dict[str, Json] = {
        "log": asked.organ,
        "first": asked.first,
        "last": asked.last,
        "size": signed.size,
        "proof": asked.proven,
    }
    proving.note(seat, at, proving.EXPORT, facts)
    hidden.replace(job.file)
    return Result(
        Outcome.WELL,
        at.isoformat(),
        length=signed.size,
        checked=asked.last - asked.first + 1,
        size=signed.size,
    )


def _countersign(job: Job, asked: Asked, seat: Sitting, present: Present | None, at: datetime) -> Result:
    if asked.organ not in witnessing.led_by(seat, present):
        return Result(Outcome.REFUSED, at.isoformat())
    try:
        head = witnessing.countersign_here(seat, asked.organ, job.folder, at)
    except NotCountersigned as error:
        said = [one.say(asked.lang) for one in error.findings]
        return Result(Outcome.WRONG, at.isoformat(), said=said[:_TOLD], more=len(said[_TOLD:]))
    return Result(Outcome.WELL, at.isoformat(), length=head.size, checked=head.size, size=head.size)


def _countersign_all(job: Job, asked: Asked, seat: Sitting, present: Present | None, at: datetime) -> Result:
    found = witnessing.countersign_all(seat, present, job.folder, at, asked.lang)
    said = [f"{organ_name(organ, present)}: {one}" for organ, wrong in found.wrong.items() for one in wrong]
    return Result(
        Outcome.WRONG if said else Outcome.WELL,
        at.isoformat(),
        said=said[:_TOLD],
        more=len(said[_TOLD:]),
        size=len(found.done),
    )


_DOES = {
    Task.VERIFY: _verify,
    Task.EXPORT: _export,
    Task.COUNTERSIGN: _countersign,
    Task.COUNTERSIGN_ALL: _countersign_all,
}
