"""One's own tokens: the list, a new one, and revoking."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.norms.errors import InvalidInput
from paizhu.tokens import making
from paizhu.tokens.models import Scope, Token
from paizhu.web.tokens.forms import SCOPES, NewToken

_SCOPE_WORDS = dict(SCOPES)


@dataclass(frozen=True, slots=True)
class Line:
    """A token on the list. here: it speaks for the seat that is sat in now."""

    token: Token
    scope: str | Promise
    last_day: date
    here: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the valid tokens of the account; make one for the seat that is sat in, and show it this once."""
    sitting, at = _sitting(request), timezone.now()
    on = timezone.localdate(at)
    form = NewToken(request.POST if request.method == "POST" else None, on=on)
    made = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = making.make(
                sitting,
                given["name"],
                Scope(given["scope"]),
                given["last_day"],
                on=on,
                at=at,
                channel=Channel.PAGE,
            )
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
    context = {
        "form": NewToken(on=on) if made else form,
        "made": made,
        "lines": _lines(sitting, on),
        "sitting": sitting,
        "can_have": sitting.administers is None,
    }
    wrong_form = form.is_bound and not form.is_valid()
    return render(request, "web/tokens/page.html", context, status=422 if wrong_form else 200)


@never_cache
@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Revoke one of one's own tokens."""
    at = timezone.now()
    try:
        making.revoke(_sitting(request), token, on=timezone.localdate(at), at=at, channel=Channel.PAGE)
    except InvalidInput:
        raise Http404 from None
    return redirect("tokens")


def _sitting(request: HttpRequest) -> Sitting:
    """The seat; the addresses let in nobody without one."""
    found = getattr(request, "sitting", None)
    if not isinstance(found, Sitting):
        raise Http404
    return found


def _lines(sitting: Sitting, on: date) -> list[Line]:
    if sitting.account is None or sitting.administers is not None:
        return []
    return [
        Line(
            token,
            _SCOPE_WORDS[token.scope],
            token.until - timedelta(days=1),
            token.seat == sitting.seat,
        )
        for token in making.valid(sitting.account, on)
    ]
