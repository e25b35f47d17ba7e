"""Accounts, for the three administrators: the list, a new one, and what may be done with each."""

from collections.abc import Callable
from http import HTTPStatus
from typing import ParamSpec

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from paizhu.accounts import acts, queries
from paizhu.accounts.errors import NotPossible, OtherAdministrator, Unacceptable
from paizhu.accounts.middleware import SeatRequest
from paizhu.accounts.models import Administers, State
from paizhu.accounts.sittings import Sitting
from paizhu.door.administration import administer
from paizhu.door.refusals import Refused
from paizhu.web.administration import administration
from paizhu.web.seat import ADMINISTRATORS, administered_by, administrators_only

P = ParamSpec("P")

STATES = {
    State.WAITING: _("not let in yet"),
    State.ACTIVE: _("let in"),
    State.LOCKED: _("locked"),
}
_PAGE = 100


class NewForm(forms.Form):
    """An account for a person of the registry, or for an administrator."""

    username = forms.CharField(label=_("Name to sign in with"), max_length=60)
    display_name = forms.CharField(label=_("Name that others see"), max_length=60, required=False)
    person = forms.CharField(
        label=_("Person"), max_length=100, required=False, help_text=_("The person’s code in the registry.")
    )
    administers = forms.ChoiceField(
        label=_("Or administrator"), required=False, choices=[("", _("none")), *ADMINISTRATORS.items()]
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "administers" else "form-control"
            field.widget.attrs["autocomplete"] = "off"

    def new(self) -> acts.New:
        """Return what the form describes."""
        data = self.cleaned_data
        administers = Administers(data["administers"]) if data["administers"] else None
        return acts.New(data["username"], data["display_name"], data["person"], administers)


@never_cache
@require_safe
@administrators_only
def listed(request: SeatRequest) -> HttpResponse:
    """List the accounts."""
    return _listed(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administered_by(Administers.SYSTEM)
def new(request: SeatRequest) -> HttpResponse:
    """Make an account; its one-time code is shown this once."""
    form = NewForm(request.POST or None)
    if form.is_valid():
        try:
            new, at = form.new(), timezone.now()
            made = administration(request, "account.invite")
            invited = administer(made, lambda: acts.invite(made.sitting, new, at), account=new.username)
        except Unacceptable as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        else:
            return _told(request, invited)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "web/administering/new.html", {"form": form}, status=status)


def _by(name: str, act: Callable[[Sitting, str], object]) -> Callable[[SeatRequest, str], HttpResponse]:
    """Return the view that does an act with one account and shows the list again."""

    @never_cache
    @require_POST
    @administrators_only
    def view(request: SeatRequest, username: str) -> HttpResponse:
        try:
            made = administration(request, name)
            administer(made, lambda: act(made.sitting, username), account=username)
        except (NotPossible, OtherAdministrator, Refused, Unacceptable) as refused:
            return _listed(request, str(refused), _STATUS[type(refused)])
        return redirect("accounts")

    return view


let_in = _by("account.let_in", acts.let_in)
lock = _by("account.lock", lambda sitting, name: acts.lock(sitting, name, timezone.now()))
reset = _by("account.reset", lambda sitting, name: acts.reset(sitting, name, timezone.now()))


@never_cache
@require_POST
@administrators_only
def invite_again(request: SeatRequest, username: str) -> HttpResponse:
    """Show a new one-time code for an account."""
    try:
        made, at = administration(request, "account.invite_again"), timezone.now()
        invited = administer(made, lambda: acts.invite_again(made.sitting, username, at), account=username)
    except (NotPossible, OtherAdministrator, Refused, Unacceptable) as refused:
        return _listed(request, str(refused), _STATUS[type(refused)])
    return _told(request, invited)


_STATUS = {
    NotPossible: HTTPStatus.CONFLICT,
    OtherAdministrator: HTTPStatus.FORBIDDEN,
    Refused: HTTPStatus.FORBIDDEN,
    Unacceptable: HTTPStatus.NOT_FOUND,
}


def _listed(request: SeatRequest, refused: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    rows = queries.listed(timezone.localdate(), request.GET.get("after", "")[:60], _PAGE + 1)
    context = {
        "rows": [
            (row, STATES[row.state], ADMINISTRATORS[row.administers] if row.administers else "")
            for row in rows[:_PAGE]
        ],
        "more": rows[_PAGE - 1].account.username if len(rows) > _PAGE else "",
        "mine": _sitting(request),
        "refused": refused,
    }
    return render(request, "web/administering/accounts.html", context, status=status)


def _told(request: HttpRequest, invited: acts.Invited) -> HttpResponse:
    return render(request, "web/administering/invited.html", {"invited": invited})


def _sitting(request: SeatRequest) -> Sitting:
    assert request.sitting is not None, "the gate let nobody through without a seat"
    return request.sitting
