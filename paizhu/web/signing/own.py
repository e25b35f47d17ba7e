"""What belongs to one's own account: the seat to act from, password, second factor, recovery codes."""

from collections.abc import Callable
from typing import TypeVar, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from paizhu.accounts import acts, sessions
from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Account
from paizhu.web.seat import safe_next, turned_away_here
from paizhu.web.signing.device import Device
from paizhu.web.signing.forms import DeviceForm

V = TypeVar("V", bound=Callable[..., HttpResponse])


def _password_again(view: V) -> V:
    """Ask for the password once more, unless that was done in the last minutes."""
    return cast("V", reauthentication_required(app="allauth.mfa")(view))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: SeatRequest) -> HttpResponse:
    """Choose the seat to act from; where there is one only, go on."""
    fields = request.POST if request.method == "POST" else request.GET
    onward = safe_next(request, fields.get("next", "")) or reverse("home")
    if request.method == "POST":
        wanted = next((s for s in request.sittings if s.seat == fields.get("seat")), None)
        if wanted is not None:
            sessions.choose(request.session, wanted)
            return redirect(onward)
    elif len(request.sittings) == 1 and request.sitting is not None:
        return redirect(onward)
    gone = turned_away_here(request, "") if request.sitting is None and "refused" in request.GET else None
    context = {"next": onward, "gone": gone.message if gone is not None else ""}
    return render(request, "web/signing/seat.html", context, status=422 if request.POST else 200)


@never_cache
@login_required
@require_safe
def account(request: SeatRequest) -> HttpResponse:
    """Show one's own account."""
    codes = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return render(request, "web/signing/account.html", {"codes_left": left, "total": acts.CODES})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@_password_again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them this once."""
    if request.method != "POST":
        return render(request, "web/signing/recovery_codes.html")
    return render(request, "web/signing/codes.html", {"codes": acts.new_recovery_codes(_own(request))})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@_password_again
def device(request: HttpRequest) -> HttpResponse:
    """Let codes come from another device from now on."""
    own, form = _own(request), DeviceForm(request.POST or None)
    made = Device(request, own)
    if form.is_valid() and made.shows(form.cleaned_data["code"], form):
        codes = acts.set_second_factor(own, made.secret)
        made.forget()
        return render(request, "web/signing/codes.html", {"codes": codes})
    shown = {"form": form, "device": made}
    return render(request, "web/signing/device.html", shown, status=422 if form.errors else 200)


def _own(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user
