"""Whom a token lets in: looked up anew for every request, so that a seat that ended yesterday is gone."""

from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting, sitting
from paizhu.tokens.errors import NotLetIn, TooMany
from paizhu.tokens.making import digest
from paizhu.tokens.models import Scope, Token

_MINUTE_S = 60
# Requests that a process takes at once: one write for so many, and still no more in all than the limit.
_SHARES = 20


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who asks: a token, and the seat that it speaks for on this day."""

    token: int
    name: str
    username: str
    scope: Scope
    last_day: date
    sitting: Sitting


def let_in(secret: str, on: date, at: datetime) -> LetIn:
    """Return whom the token lets in. Raises NotLetIn, TooMany."""
    token = Token.objects.select_related("account").filter(digest=digest(secret)).first()
    if token is None:
        raise NotLetIn("unknown", _("There is no such token."))
    if token.revoked_at is not None:
        raise NotLetIn("revoked", _("This token was revoked."))
    if on >= token.until:
        raise NotLetIn("expired", _("This token is over; make another one."))
    if not token.account.is_active:
        raise NotLetIn("account", _("The account of this token is not let in, or locked."))
    _allowance.take(token.pk, at)
    seat = sitting(token.seat, on)
    if seat is None or seat.administers is not None or seat.account != token.account_id:
        message = _("The seat of this token is not that of its account on this day.")
        raise NotLetIn("seat", message, token.seat if seat is None and token.scope == Scope.ACT else "")
    if token.used_on != on:
        Token.objects.filter(pk=token.pk).update(used_on=on)
    return LetIn(
        token.pk,
        token.name,
        token.account.username,
        Scope(token.scope),
        date.fromordinal(token.until.toordinal() - 1),
        seat,
    )


class _Allowance:
    """What this process has taken of the minute's requests of each token, and not yet used."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: dict[int, tuple[int, int]] = {}  # token -> (minute, requests left)

    def take(self, token: int, at: datetime) -> None:
        """Take one request. Raises TooMany."""
        minute = int(at.timestamp()) // _MINUTE_S
        with self._lock:
            held, left = self._left.get(token, (minute, 0))
            if held != minute or left == 0:
                left = _taken(token, minute)
            if left == 0:
                wait_s = _MINUTE_S - int(at.timestamp()) % _MINUTE_S
                raise TooMany(_("Too many requests in this minute; nothing was done."), wait_s)
            self._left[token] = minute, left - 1
            if len(self._left) > 10_000:  # noqa: PLR2004  those of past minutes are of no more use
                self._left = {t: (m, n) for t, (m, n) in self._left.items() if m == minute}


def _taken(token: int, minute: int) -> int:
    """Take a share of the minute's requests from what all processes have; 0 when nothing is left."""
    rate: int = settings.API_REQUESTS_A_MINUTE
    share = max(rate // _SHARES, 1)
    fresh = ~Q(minute=minute)
    free = Token.objects.filter(fresh | Q(taken__lte=rate - share), pk=token)
    took = free.update(taken=Case(When(fresh, then=Value(share)), default=F("taken") + share), minute=minute)
    return share if took else 0


_allowance = _Allowance()
