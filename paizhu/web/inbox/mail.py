"""What an account wants to hear by mail; its holder sets it."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from paizhu.accounts.middleware import SeatRequest
from paizhu.door.mail.models import Language, Preference, Sends
from paizhu.door.mail.preferring import prefer, preference, refused_on
from paizhu.web.present import standing

_SENDS = [
    (Sends.NONE.value, _("No mail")),
    (Sends.EACH.value, _("A mail for each act")),
    (Sends.DIGEST.value, _("One mail a day, when there is something")),
]


class Wanted(forms.Form):
    """Which mail, where to, in which language."""

    sends = forms.ChoiceField(
        label=_("Mail"), choices=_SENDS, widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
    address = forms.EmailField(label=_("Address"), required=False)
    # Each language is named in itself.
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wants = cleaned.get("sends") != Sends.NONE.value
        # One that is there, and is no address, has a message already.
        if wants and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Name the address to which mail is to go."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def wanted(request: SeatRequest) -> HttpResponse:
    """Show what the account wants, and take what it wants from now on."""
    account = standing(request)[0].account
    if account is None:
        return render(request, "web/inbox/mail.html", {"form": None})
    if request.method != "POST":
        form = Wanted(initial=_initial(preference(account)))
        saved = request.GET.get("saved") == "yes"
        return _drawn(request, form, saved=saved, refused_on=refused_on(account))
    form = Wanted(request.POST)
    if form.is_valid() and _kept(account, form):
        return redirect(f"{reverse('inbox-mail')}?saved=yes")
    return _drawn(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _kept(account: int, form: Wanted) -> bool:
    given = form.cleaned_data
    try:
        prefer(
            account,
            sends=Sends(given["sends"]),
            address=given["address"],
            language=Language(given["language"]),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _initial(kept: Preference) -> dict[str, str]:
    return {"sends": kept.sends, "address": kept.address, "language": kept.language}


def _drawn(request: SeatRequest, form: Wanted, status: int = HTTPStatus.OK, **said: object) -> HttpResponse:
    context = {"form": form, "sends_mail": settings.SMTP is not None, **said}
    return render(request, "web/inbox/mail.html", context, status=status)
