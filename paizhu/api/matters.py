"""Matters as the token's seat may see them, and acts on them: all through the door."""

from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Header, Query, Router, Status

from paizhu.api.callers import acts, caller, reads
from paizhu.api.inputs import as_form_data
from paizhu.api.replies import replies
from paizhu.api.schemas import matters as schemas
from paizhu.api.schemas.common import Id
from paizhu.api.told import acts_told, stub_told
from paizhu.door import queries, reading
from paizhu.door.branches import branches_of
from paizhu.door.doing import Channel
from paizhu.door.filtering import checked
from paizhu.door.handing import File
from paizhu.door.kinds import told
from paizhu.door.open_acts import open_acts, opening_acts, own_acts
from paizhu.door.perform import Done, perform
from paizhu.door.retention import holds as holding
from paizhu.door.seen import find, shown
from paizhu.door.visibility import Reach

router = Router(tags=["matters"])

Key = Annotated[
    str,
    Header(
        "",
        alias="Idempotency-Key",
        max_length=200,
        description="Any word of your own. The same act sent again with the same key acts once; with other inputs it is "
        "refused.",
    ),
]
Given = Annotated[schemas.Inputs, Body({})]


@router.get(
    "/matters",
    auth=reads,
    response=replies(schemas.MatterPage),
    operation_id="matters",
    summary="List matters",
)
def matters(request: HttpRequest, given: Query[schemas.ListFilters]) -> dict[str, Any]:
    """List the matters that the seat sees, newest first. What it does not see of a matter never matches a filter."""
    who = caller(request)
    filters = checked(queries.Filters(**given.dict(exclude={"after", "limit"})), who.now)
    page = queries.page(who.sitting, who.now, filters, after=given.after, limit=given.limit)
    return {"matters": page.matters, "next": page.next or None}


@router.get(
    "/matters/{reference}",
    auth=reads,
    response=replies(schemas.MatterOut, 404),
    operation_id="matter",
    summary="Show a matter",
)
def matter(request: HttpRequest, reference: Id) -> dict[str, Any]:
    """Show a matter as far as the seat sees it, with the acts on it: open, or why not."""
    who = caller(request)
    sitting, present = who.sitting, who.now
    found, sight, waits = find(sitting, reference, present)
    if sight.content and found.destroyed_on is None:
        reading.note(sitting, found, present, Channel.API, {})
    seen = shown(sitting, found, sight, waits, present)
    held = told(found, sight, present) if sight.content else None
    # Whoever sees the outline only, or what is past, has no act to try, and reasons would tell how the matter stands now.
    tried = open_acts(found, sitting, present, Channel.API) if sight.reach is Reach.CONTENT else ()
    return {
        "head": seen.head,
        "until": date.fromordinal(sight.until.toordinal() - 1) if sight.until else None,
        "parts": seen.parts,
        "clocks": seen.clocks,
        "timeline": seen.timeline,
        "grounds": seen.grounds,
        "consents": seen.consents,
        "facts": held.facts if held else (),
        "remarks": held.remarks if held else (),
        "branches": branches_of(sitting, found, sight, present),
        "acts": acts_told(tried),
        "stub": stub_told(found, sitting, present),
        "held": holding.of(found, sitting, sight, present),
    }


@router.get(
    "/acts",
    auth=reads,
    response=replies(schemas.Acts),
    operation_id="opening_acts",
    summary="List acts that open a matter, and those on none",
)
def opening(request: HttpRequest) -> dict[str, Any]:
    """List the acts that open a matter, with their inputs, then those on none, such as a term of retention or declared kin.

    Whether a provision grounds one that opens a matter, its inputs decide.
    """
    who = caller(request)
    sitting, present = who.sitting, who.now
    able = opening_acts(sitting, present, Channel.API) + own_acts(sitting, present, Channel.API)
    return {"acts": acts_told(able)}


@router.post(
    "/acts/{act}",
    auth=acts,
    response=replies(schemas.DoneOut, 403, 404, 409) | {201: schemas.DoneOut},
    operation_id="open_matter",
    summary="Do an act that opens a matter, or one on none",
)
def open_(request: HttpRequest, act: Id, given: Given, key: Key = "") -> Status[Any]:
    """Do the act; 201 when it was done, 200 when the same key had come before."""
    done = _performed(request, act, None, given, key)
    return Status(200 if done["again"] else 201, done)


@router.post(
    "/matters/{reference}/acts/{act}",
    auth=acts,
    response=replies(schemas.DoneOut, 403, 404, 409),
    operation_id="act",
    summary="Do an act on a matter",
)
def act_on(request: HttpRequest, reference: Id, act: Id, given: Given, key: Key = "") -> dict[str, Any]:
    """Do the act. 403: a gate said no, and says on which provision and what is open instead."""
    return _performed(request, act, reference, given, key)


def _performed(
    request: HttpRequest, act: str, reference: str | None, given: schemas.Inputs, key: str
) -> dict[str, Any]:
    who = caller(request)
    done = perform(
        who.now,
        who.sitting,
        act,
        reference,
        as_form_data(act, given),
        key=_key(who.sitting.seat, act, reference, key),
        channel=Channel.API,
    )
    return _told(done)


def _key(seat: str, act: str, reference: str | None, given: str) -> str:
    """The door's keys are one for all; a program's own counts for its seat, that act and that matter only."""
    if not given:
        return ""
    return sha256("\n".join((seat, act, reference or "", given)).encode()).hexdigest()


def _told(done: Done) -> dict[str, Any]:
    matter = done.matter
    return {
        "matter": matter.reference if matter else None,
        "state": matter.state if matter and not done.again else None,
        "log": done.entry.log.organ,
        "entry": done.entry.number,
        "again": done.again,
        "file": _file(done.file) if done.file else None,
    }


def _file(file: File) -> dict[str, str]:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "content": b64encode(file.data).decode("ascii"),
    }
