"""Who asks, the organs of the registry, and the record of one's own organ."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from paizhu.api.callers import caller, reads
from paizhu.api.replies import replies
from paizhu.api.schemas import matters as schemas
from paizhu.api.schemas.common import Day, Id
from paizhu.door.own_log import record as recorded
from paizhu.door.refusals import NotVisible
from paizhu.registry.overview import overview

router = Router(auth=reads, tags=["seat"])

LAST_NUMBER = 2**53  # whole numbers that every reader of JSON keeps


@router.get("/me", response=replies(schemas.Me), operation_id="me", summary="Show who asks")
def me(request: HttpRequest) -> dict[str, Any]:
    """Show the account, the token and the seat that it speaks for today."""
    found = caller(request)
    who, seat = found.who, found.sitting
    assert who is not None
    return {
        "account": who.username,
        "token": {"id": who.token, "name": who.name, "scope": who.scope, "last_day": who.last_day},
        "seat": {
            "id": seat.seat,
            "organ": seat.organ,
            "organ_name": seat.organ_name,
            "post": seat.post,
            "title": seat.title,
            "level": seat.level,
        },
        "on": seat.on,
    }


@router.get(
    "/organs/{organ}",
    response=replies(schemas.OrganOut, 404),
    operation_id="organ",
    summary="Show an organ",
)
def organ(request: HttpRequest, organ: Id, on: Day | None = None) -> dict[str, Any]:
    """Show an organ with its relations, posts and seats on a day."""
    present = caller(request).now
    day: date = on or present.on
    try:
        return overview(present.here.chart, organ, day, present.base)
    except KeyError:
        raise NotVisible(_("There is no such organ.")) from None


@router.get(
    "/record", response=replies(schemas.Entries), operation_id="record", summary="Read the own record"
)
def record(
    request: HttpRequest,
    after: Annotated[int, Field(ge=0, le=LAST_NUMBER)] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Read the log of the seat's organ by number: facts, never content."""
    who = caller(request)
    found = recorded(who.sitting, who.now, after=after, limit=limit)
    return {
        "log": who.sitting.organ,
        "entries": found,
        "next": found[-1].number if len(found) == limit else None,
    }
