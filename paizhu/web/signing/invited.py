"""An invited person sets password and second factor, with the one-time code that was handed out."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from paizhu.accounts import acts
from paizhu.accounts.errors import NoInvitation
from paizhu.accounts.models import Account
from paizhu.web.signing.device import Device
from paizhu.web.signing.forms import InvitationForm, SetUpForm

_INVITED = "paizhu_invited"  # the account and the digest of its code, in the session


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the name and the one-time code."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="login"):
            return ratelimit.respond_429(request)  # type: ignore[no-any-return]  # allauth brings no types
        try:
            account = acts.invited(form.cleaned_data["name"], form.cleaned_data["code"], timezone.now())
        except NoInvitation as wrong:
            form.add_error(None, str(wrong))
        else:
            request.session.flush()
            request.session[_INVITED] = [account.pk, account.invitation]
            return redirect("set-up")
    return render(request, "web/signing/invited.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password1", "password2", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Set both at once, and show the recovery codes this once."""
    account = _invited(request)
    if account is None:
        return redirect("invited")
    form, device = SetUpForm(request.POST or None, holder=account), Device(request, account)
    # Password and code are looked at together: whoever mends one is not sent back for the other.
    is_right = form.is_valid()
    if "code" in form.data and "code" not in form.errors:
        is_right = device.shows(form.cleaned_data["code"], form) and is_right
    if is_right:
        try:
            codes = acts.accept(account, form.cleaned_data["password1"], device.secret, timezone.now())
        except NoInvitation:
            return redirect("invited")
        else:
            request.session.flush()
            account.refresh_from_db()
            return render(request, "web/signing/codes.html", {"codes": codes, "holder": account})
    shown = {"form": form, "device": device, "holder": account}
    return render(request, "web/signing/set_up.html", shown, status=422 if form.errors else 200)


def _invited(request: HttpRequest) -> Account | None:
    pk, digest = request.session.get(_INVITED, (None, ""))
    found = Account.objects.filter(pk=pk, invitation=digest).first() if pk and digest else None
    return found if found and found.is_invited(timezone.now()) else None
