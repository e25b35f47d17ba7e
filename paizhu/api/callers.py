"""Who asks: a token in the header, and nothing else."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.ended import turned_away
from paizhu.door.guarding.seats import sit_down
from paizhu.door.now import present_now
from paizhu.door.present import Present
from paizhu.norms.errors import PaizhuError
from paizhu.opened import opened
from paizhu.tokens.errors import NotLetIn
from paizhu.tokens.letting_in import LetIn, let_in
from paizhu.tokens.models import Scope


class ReadOnly(PaizhuError):
    """The token may read only."""

    code = "token.scope"


@dataclass(frozen=True, slots=True)
class Caller:
    """who: None for somebody without a token, who may ask about kinds and law only."""

    who: LetIn | None
    present: Present | None

    @property
    def sitting(self) -> Sitting:
        """The seat; only where a token is needed."""
        assert self.who is not None
        return self.who.sitting

    @property
    def now(self) -> Present:
        """What holds at this moment; only where a token is needed."""
        assert self.present is not None
        return self.present


class Bearer(HttpBearer):
    """`Authorization: Bearer …`: a token of `paizhu token add` or the page /account/tokens/."""

    def __init__(self, scope: Scope = Scope.READ) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return who asks. Raises NotLetIn, TooMany, ReadOnly."""
        at = timezone.now()
        on = timezone.localdate(at)
        try:
            who = let_in(token, on, at)
        except NotLetIn as why:
            if why.seat and (act := _act(request)):
                turned_away(why.seat, act, on, at, Channel.API)
            raise
        if self.scope is Scope.ACT and who.scope is not Scope.ACT:
            raise ReadOnly(_("Not done: this token may only read."))
        present = present_now(opened().base, on, at)
        if present is None:  # the registry was taken away between the two
            raise NotLetIn("seat", _("The seat of this token is not that of its account on this day."))
        sit_down(who.sitting, present)
        return Caller(who, present)


def _act(request: HttpRequest) -> str:
    """The act that the request's address names, "" for none."""
    match = request.resolver_match
    return str(match.kwargs.get("act", "")) if match is not None else ""


def nobody(request: HttpRequest) -> Caller | None:
    """Return a caller without a seat, where the request names none at all."""
    return None if "Authorization" in request.headers else Caller(None, None)


reads, acts = Bearer(), Bearer(Scope.ACT)
anybody = [reads, nobody]


def caller(request: HttpRequest) -> Caller:
    """Return who was let in."""
    found = request.auth  # type: ignore[attr-defined]  # set by ninja
    assert isinstance(found, Caller)
    return found
