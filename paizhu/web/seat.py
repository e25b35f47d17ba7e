"""Pages that only somebody in a seat may see, and those that only one of the administrators may."""

from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from paizhu.accounts import sessions
from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Account, Administers
from paizhu.door.doing import Channel
from paizhu.door.ended import last_seat, turned_away
from paizhu.door.refusals import Refused
from paizhu.norms.base import Base
from paizhu.registry.here import here
from paizhu.registry.ruling import Here

P = ParamSpec("P")
R = TypeVar("R", HttpRequest, SeatRequest)
View = Callable[Concatenate[R, P], HttpResponse]

ADMINISTRATORS = {
    Administers.SYSTEM: _("System administrator"),
    Administers.SECURITY: _("Security administrator"),
    Administers.AUDIT: _("Audit administrator"),
}
# Who would have to do it instead, as a whole sentence.
_ONLY = {
    Administers.SYSTEM: _("Only a system administrator may open this page."),
    Administers.SECURITY: _("Only a security administrator may open this page."),
    Administers.AUDIT: _("Only an audit administrator may open this page."),
}


def sitting_required(view: View[R, P]) -> View[R, P]:
    """Answer only whoever acts from a seat; others are led to where they sign in, or choose one, and back."""

    @wraps(view)
    def respond(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "sitting", None) is not None:
            return view(request, *args, **kwargs)
        act = str(kwargs.get("act", getattr(view, "act", ""))) if request.method == "POST" else ""
        said = {"refused": act} if act and turned_away_here(request, act) else {}
        return _led_to(request, "seat" if request.user.is_authenticated else "account_login", **said)

    return respond


def does(act: str) -> Callable[[View[R, P]], View[R, P]]:
    """Say which act a form of this page does, where its address does not."""

    def named(view: View[R, P]) -> View[R, P]:
        view.act = act  # type: ignore[attr-defined]  # read by sitting_required
        return view

    return named


def administered_by(administers: Administers) -> Callable[[View[R, P]], View[R, P]]:
    """Answer only that administrator; others are told who may."""

    def gate(view: View[R, P]) -> View[R, P]:
        @wraps(view)
        @sitting_required
        def respond(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            sitting = getattr(request, "sitting", None)
            if sitting is not None and sitting.administers is administers:
                return view(request, *args, **kwargs)
            return render(request, "403.html", {"only": _ONLY[administers]}, status=403)

        return respond

    return gate


def administrators_only(view: View[R, P]) -> View[R, P]:
    """Answer any of the three administrators; what each may do there is the act's to say."""

    @wraps(view)
    @sitting_required
    def respond(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        sitting = getattr(request, "sitting", None)
        if sitting is not None and sitting.administers is not None:
            return view(request, *args, **kwargs)
        return render(request, "403.html", {"only": _("Only administrators may open this page.")}, status=403)

    return respond


def seated(module: str) -> tuple[Sequence[URLResolver | URLPattern], str | None, str | None]:
    """Include a module's addresses, each only for whoever acts from a seat."""
    patterns = import_module(module).urlpatterns
    return include(
        [URLPattern(p.pattern, sitting_required(p.callback), p.default_args, p.name) for p in patterns]
    )


def registry_for(request: HttpRequest, base: Base) -> Here | None:
    """Return the registry for whoever acts from a seat; for others there is none."""
    return here(base) if getattr(request, "sitting", None) is not None else None


def keeps(request: HttpRequest) -> dict[str, bool]:
    """Tell every template whether to offer what a system administrator does: imports and edits."""
    sitting = getattr(request, "sitting", None)
    return {"keeps_registry": sitting is not None and sitting.administers is Administers.SYSTEM}


def safe_next(request: HttpRequest, given: str) -> str:
    """Return the address, if it leads to a page of ours; "" if not."""
    ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None, require_https=request.is_secure())
    return given if ours else ""


def turned_away_here(request: HttpRequest, act: str) -> Refused | None:
    """Return what is said to whoever acted last from a seat that is over; a try to do `act` is recorded, "" for none."""
    if not isinstance(request.user, Account) or not request.user.person_id:
        return None
    at = timezone.now()
    on = timezone.localdate(at)
    seat = sessions.seat_of(request.session)
    if not seat and not getattr(request, "sittings", ()):
        seat = last_seat(request.user.person_id, on)
    return turned_away(seat, act, on, at, Channel.PAGE) if seat else None


def _led_to(request: HttpRequest, name: str, **said: str) -> HttpResponse:
    address = f"{reverse(name)}?{urlencode({'next': _back(request), **said}, safe='/')}"
    if not request.headers.get("HX-Request"):
        reply: HttpResponse = redirect(address)
    else:
        # A redirect would be followed in silence, and the whole page put where a part was to go.
        reply = HttpResponse(status=401, headers={"HX-Redirect": address})
    patch_vary_headers(reply, ["HX-Request"])
    return reply


def _back(request: HttpRequest) -> str:
    """The page to come back to: never a part of one, and nothing that a form was sent to."""
    shown = request.headers.get("HX-Current-URL") or (
        request.headers.get("Referer", "") if request.method == "POST" else ""
    )
    if not shown:
        return request.path if request.method == "POST" else request.get_full_path()
    parts = urlsplit(shown)
    return safe_next(request, parts._replace(scheme="", netloc="").geturl()) or reverse("home")
