"""Grants and recusals as a security administrator may see them: who, which matter by its reference, and until when.

Never title, kind, party or content of a matter, and of a recusal not why. A grant is taken back here, never given.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.administration import Administration
from paizhu.door.models import REASON_LENGTH, Grant, Recusal
from paizhu.door.notices.telling import tell
from paizhu.door.present import Present
from paizhu.guard import beyond
from paizhu.norms.errors import InvalidInput

WITHDRAW = "grant.withdraw"
ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant. last_day: inclusive.  revoked_on: None while it was not taken back.  is_running: on the day asked for."""

    id: int
    person: str
    reference: str
    reason: str
    approved_by: str
    since: date
    last_day: date
    revoked_on: date | None
    is_running: bool


@dataclass(frozen=True, slots=True)
class Barred:
    """A recusal. reference: of a matter, else organ: of a party.  holds: None while it is not decided."""

    id: int
    person: str
    reference: str
    organ: str
    declared_on: date
    holds: bool | None
    decided_by: str
    decided_on: date | None
    last_day: date | None


@beyond.reading(beyond.Why.GRANTS)
def grants(
    sitting: Sitting, on: date, *, ended: bool = False, before: int | None = None, limit: int = ON_A_PAGE
) -> list[Granted]:
    """Return the grants on all matters, the latest first; none for anybody but a security administrator.

    ended: those that are over as well.  before: those given before the one of that number.
    """
    if sitting.administers is not Administers.SECURITY:
        return []
    found = Grant.objects.select_related("participation__matter").order_by("-pk")
    if not ended:
        found = found.filter(_running(on))
    if before is not None:
        found = found.filter(pk__lt=before)
    return [_granted(grant, on) for grant in found[:limit]]


@beyond.reading(beyond.Why.GRANTS)
def recusals(
    sitting: Sitting, *, undecided: bool = False, before: int | None = None, limit: int = ON_A_PAGE
) -> list[Barred]:
    """Return the recusals that were declared or decided, the latest first; only for a security administrator."""
    if sitting.administers is not Administers.SECURITY:
        return []
    found: QuerySet[Recusal] = Recusal.objects.select_related("matter").order_by("-pk")
    if undecided:
        found = found.filter(holds=None)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [_barred(recusal) for recusal in found[:limit]]


def withdraw(made: Administration, grant_id: int, reason: str, present: Present) -> None:
    """Take a grant back, as administration; the matter's owner is told. Raises Refused, InvalidInput."""
    made.gate()
    reason = reason.strip()
    if not 1 <= len(reason) <= REASON_LENGTH:
        message = _("Not taken back: give a reason of 1 to {most} characters.")
        raise InvalidInput(message.format(most=REASON_LENGTH))
    with beyond.working(beyond.Why.GRANTS), transaction.atomic():
        grant = (
            Grant.objects.select_related("participation__matter")
            .filter(_running(present.on), pk=grant_id)
            .first()
        )
        if grant is None:
            raise InvalidInput(_("Not taken back: there is no such grant, or it is over already."))
        end(grant, present.on)
        matter = grant.participation.matter
        entry = made.entry(reason=reason, matter=matter.reference, grant=grant.pk)
        tell([matter.owner_id], matter, entry, WITHDRAW, present)


def end(grant: Grant, on: date) -> None:
    """Let a grant be over from that day on. One that began today is over before it counted a whole day."""
    part = grant.participation
    grant.revoked_on = on
    grant.save(update_fields=["revoked_on"])
    part.since, part.until = min(part.since, on - timedelta(days=1)), on
    part.save(update_fields=["since", "until"])


def _running(on: date) -> Q:
    return Q(revoked_on=None) & (Q(participation__until=None) | Q(participation__until__gt=on))


def _granted(grant: Grant, on: date) -> Granted:
    part = grant.participation
    assert part.until is not None, "a grant names its end"
    assert part.person_id is not None, "and a person"
    return Granted(
        id=grant.pk,
        person=part.person_id,
        reference=part.matter.reference,
        reason=grant.reason,
        approved_by=grant.approved_by,
        since=part.since,
        last_day=part.until - timedelta(days=1),
        revoked_on=grant.revoked_on,
        is_running=grant.revoked_on is None and on < part.until,
    )


def _barred(recusal: Recusal) -> Barred:
    return Barred(
        id=recusal.pk,
        person=recusal.person_id,
        reference=recusal.matter.reference if recusal.matter is not None else "",
        organ=recusal.organ_id or "",
        declared_on=recusal.declared_on,
        holds=recusal.holds,
        decided_by=recusal.decided_by,
        decided_on=recusal.decided_on,
        last_day=recusal.until and recusal.until - timedelta(days=1),
    )
