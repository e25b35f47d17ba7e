"""Proofs by the API: heads of logs, that an entry is in one, that a log only grew. Never content, and no entry's facts."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Annotated, Any

from django.db.models import Max, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from paizhu.api.callers import caller, reads
from paizhu.api.replies import replies
from paizhu.api.schemas import proofs as schemas
from paizhu.api.schemas.common import Id
from paizhu.api.standing import LAST_NUMBER
from paizhu.door.proving import provable
from paizhu.door.refusals import NotVisible
from paizhu.door.visibility import logs_seen
from paizhu.journal import heads, paizhu_verify
from paizhu.journal.checkpoints import note
from paizhu.journal.models import Checkpoint, Log
from paizhu.journal.proving import head_over, proof

router = Router(auth=reads, tags=["record"])

Number = Annotated[int, Field(ge=1, le=LAST_NUMBER)]


@router.get("/record/logs", response=replies(schemas.Logs), operation_id="logs", summary="List logs")
def logs(request: HttpRequest) -> dict[str, Any]:
    """List the logs that the seat may read, and how far each is signed and countersigned."""
    who = caller(request)
    seen = logs_seen(who.sitting, who.now)
    signed = Max("checkpoints__size")
    countersigned = Max("checkpoints__size", filter=Q(checkpoints__countersignatures__isnull=False))
    rows = Log.objects.filter(organ__in=seen).annotate(signed=signed, countersigned=countersigned)
    by_organ = {log.organ: log for log in rows}
    return {
        "logs": [
            {
                "log": organ,
                "name": who.now.name(organ),
                "length": log.length,
                "signed": log.signed or 0,
                "countersigned": log.countersigned or 0,
            }
            for organ in seen
            if (log := by_organ.get(organ)) is not None
        ]
    }


@router.get(
    "/record/logs/{log}/checkpoint",
    response=replies(schemas.CheckpointOut, 404),
    operation_id="checkpoint",
    summary="Show the latest signed head of a log",
)
def checkpoint(
    request: HttpRequest,
    log: Id,
    countersigned: bool = False,
) -> dict[str, Any]:
    """Show the latest signed head of a log, or the latest that is countersigned: to be kept where nobody here reaches it."""
    signed = Checkpoint.objects.filter(log=_log(request, log))
    signed = signed.filter(countersignatures__isnull=False) if countersigned else signed
    last = signed.select_related("log").order_by("-size").first()
    if last is None:
        raise NotVisible(_("There is no such head."))
    return _said(last)


@router.get(
    "/record/logs/{log}/entries/{number}/proof",
    response=replies(schemas.InclusionOut, 404),
    operation_id="inclusion",
    summary="Prove that an entry is in its log",
)
def inclusion(request: HttpRequest, log: Id, number: Number) -> dict[str, Any]:
    """Prove an entry under the latest countersigned head over it, else the latest signed one, else the present one."""
    who = caller(request)
    found = provable(who.sitting, who.now, log, number)
    if found is None:
        raise NotVisible(_("There is no such entry."))
    entry, made, signed = found.entry, proof(found.entry), head_over(found.entry)
    return {
        "log": log,
        "number": number,
        "leaf": _base64([made.leaf])[0],
        "path": _base64(heads.inclusion(entry.log, number, made.size)),
        "size": made.size,
        "checkpoint": None if signed is None else _said(signed),
        "leads": made.leads,
    }


@router.get(
    "/record/logs/{log}/consistency",
    response=replies(schemas.ConsistencyOut, 404),
    operation_id="consistency",
    summary="Prove that a log only grew",
)
def consistency(request: HttpRequest, log: Id, old: Number, new: Number | None = None) -> dict[str, Any]:
    """Prove that the first `old` entries, which somebody knows a head of, are the start of the first `new` (all of them)."""
    found = _log(request, log)
    size = found.length if new is None else new
    if not old <= size <= found.length:
        raise NotVisible(_("There are not so many entries."))
    return {
        "log": log,
        "old": old,
        "new": size,
        "old_root": _base64([heads.root(found, old)])[0],
        "new_root": _base64([heads.root(found, size)])[0],
        "path": _base64(heads.consistency(found, old, size)),
    }


def _log(request: HttpRequest, organ: str) -> Log:
    who = caller(request)
    found = Log.objects.filter(organ=organ).first() if organ in logs_seen(who.sitting, who.now) else None
    if found is None:
        raise NotVisible(_("There is no such log."))
    return found


def _said(signed: Checkpoint) -> dict[str, Any]:
    text = note(signed)
    head = paizhu_verify.read_checkpoint(text)
    return {
        "log": signed.log.organ,
        "origin": head.origin,
        "size": head.size,
        "root": _base64([head.root])[0],
        "at": signed.at,
        "note": text,
        "witnesses": sorted(signed.countersignatures.values_list("name", flat=True)),
    }


def _base64(hashes: Iterable[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in hashes]
