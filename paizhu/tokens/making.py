"""Tokens are made by whoever sits in their seat, shown once, and revoked; each on record in the organ's log."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.models import Account, State
from paizhu.accounts.sittings import Sitting
from paizhu.door.administration import Administration, administer
from paizhu.door.doing import Channel
from paizhu.journal.entries import append
from paizhu.norms.errors import InvalidInput
from paizhu.tokens.models import NAME_LENGTH, REASON_LENGTH, Scope, Token

# So that a scanner for lost secrets knows one when it finds it.
PREFIX = "paizhu_"
_BYTES = 32
USUAL_DAYS, LONGEST_DAYS = 90, 366
MOST = 20  # that are valid at once, of one account


@dataclass(frozen=True, slots=True)
class Made:
    """A new token. secret: what the program shows; it is nowhere else."""

    token: Token
    secret: str


def make(
    sitting: Sitting, name: str, scope: Scope, last_day: date, *, on: date, at: datetime, channel: Channel
) -> Made:
    """Make a token for a seat, in the name of whoever sits in it.

    last_day: the last on which it is valid.  Raises InvalidInput.
    """
    account = _account(sitting)
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH or not name.isprintable():
        raise InvalidInput(_("Name the token in 1 to {most} characters.").format(most=NAME_LENGTH))
    if not on <= last_day <= on + timedelta(days=LONGEST_DAYS):
        raise InvalidInput(
            _("The last day of a token lies from today on, and within {most} days.").format(most=LONGEST_DAYS)
        )
    if valid(account.pk, on).count() >= MOST:
        raise InvalidInput(_("There are {most} valid tokens already; revoke one.").format(most=MOST))
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        token = Token.objects.create(
            account=account,
            seat=sitting.seat,
            name=name,
            scope=scope.value,
            digest=digest(secret),
            made_at=at,
            until=last_day + timedelta(days=1),
        )
        facts = {"token": token.pk, "scope": scope.value, "last_day": last_day.isoformat()}
        _record(sitting, "token.make", facts, on, at, channel)
    return Made(token, secret)


def revoke(
    sitting: Sitting, token_id: int, *, reason: str = "", on: date, at: datetime, channel: Channel
) -> Token:
    """Revoke a token: one's own, or any by a security administrator, who gives a reason. Raises InvalidInput, Refused."""
    if sitting.administers is not None:
        made = Administration(sitting, "token.revoke", at, channel)
        made.gate()
        reason = _worded(reason)
        found = Token.objects.filter(pk=token_id).first()
        return administer(made, lambda: _revoke(found, at, reason), reason=reason, token=token_id)
    own = Token.objects.filter(pk=token_id, account=_account(sitting)).first()
    with transaction.atomic():
        token = _revoke(own, at)
        _record(sitting, "token.revoke", {"token": token.pk}, on, at, channel)
    return token


def revoke_all(account: Account, act: str, at: datetime) -> None:
    """Revoke whatever is not revoked of an account that is shut out by an act; what is over already as well."""
    Token.objects.filter(account=account, revoked_at=None).update(revoked_at=at, revoked_for=act)


def valid(account: int, on: date) -> QuerySet[Token]:
    """Return the tokens of an account (its key) that are neither revoked nor over, the latest first."""
    return Token.objects.filter(account=account, revoked_at=None, until__gt=on).order_by("-pk")


def digest(secret: str) -> str:
    """Return what is kept of a token. It is random and long, so no salt and no slow digest is needed."""
    return sha256(secret.encode()).hexdigest()


def _account(sitting: Sitting) -> Account:
    account = Account.objects.filter(pk=sitting.account or 0, state=State.ACTIVE).first()
    if account is None or sitting.administers is not None or account.person_id != sitting.person:
        raise InvalidInput(
            _("A token is for somebody who sits in a seat and has an account that was let in.")
        )
    return account


def _worded(reason: str) -> str:
    reason = reason.strip()
    if not 1 <= len(reason) <= REASON_LENGTH:
        raise InvalidInput(
            _("Not revoked: give a reason of 1 to {most} characters.").format(most=REASON_LENGTH)
        )
    return reason


def _revoke(token: Token | None, at: datetime, reason: str = "") -> Token:
    if token is None or token.revoked_at is not None:
        raise InvalidInput(_("There is no such token, or it is revoked already."))
    token.revoked_at, token.revoked_for = at, reason
    token.save(update_fields=["revoked_at", "revoked_for"])
    return token


def _record(
    sitting: Sitting, act: str, facts: dict[str, str | int], on: date, at: datetime, channel: Channel
) -> None:
    append(
        sitting.organ,
        at=at,
        act=act,
        seat=sitting.seat,
        organ=sitting.organ,
        channel=channel.value,
        outcome="done",
        matter=None,
        on=on,
        facts=facts,
        content={},
    )
