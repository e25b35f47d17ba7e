"""What the security administrator sees of tokens: whose and since when; never what its holder calls it. And a person's own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.personal.parts import Asked, Rows
from paizhu.tokens.models import Scope, Token

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A token. used_on: None never.  revoked_at: None while it is not.  is_valid: on the day asked for."""

    id: int
    username: str
    seat: str
    scope: Scope
    made_at: datetime
    used_on: date | None
    last_day: date
    revoked_at: datetime | None
    revoked_for: str
    is_valid: bool


def listed(
    sitting: Sitting, on: date, *, ended: bool = False, before: int | None = None, limit: int = ON_A_PAGE
) -> list[Listed]:
    """Return tokens of all accounts, the latest first; none for anybody but a security administrator.

    ended: those that are revoked or over as well.  before: those made before the one of that number.
    """
    if sitting.administers is not Administers.SECURITY:
        return []
    found = Token.objects.select_related("account").order_by("-pk")
    if not ended:
        found = found.filter(revoked_at=None, until__gt=on)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [_listed(token, on) for token in found[:limit]]


def of_person(asked: Asked) -> Rows:
    """Return the tokens of a person's account, for the person; never what they show."""
    found = Token.objects.filter(account__person=asked.person).order_by("pk")
    return [
        {
            "name": token.name,
            "seat": token.seat,
            "scope": token.scope,
            "made_at": token.made_at.isoformat(),
            "last_day": (token.until - timedelta(days=1)).isoformat(),
            "used_on": token.used_on.isoformat() if token.used_on else None,
            "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        }
        for token in found
    ]


def _listed(token: Token, on: date) -> Listed:
    return Listed(
        id=token.pk,
        username=token.account.username,
        seat=token.seat,
        scope=Scope(token.scope),
        made_at=token.made_at,
        used_on=token.used_on,
        last_day=token.until - timedelta(days=1),
        revoked_at=token.revoked_at,
        revoked_for=token.revoked_for,
        is_valid=token.revoked_at is None and on < token.until,
    )
