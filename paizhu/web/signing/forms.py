"""The forms of signing in, in the house's words; what they check is allauth's, or an act's."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from paizhu.accounts import acts
from paizhu.accounts.errors import Unacceptable
from paizhu.accounts.models import Account

_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", **_PLAIN}


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput({"autocomplete": "username", **_PLAIN})
    )


def _password_field(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **more)


class _Dressed(forms.Form):
    """Fields as the house draws them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "form-control"

    def add_error(self, field: str | None, error: Any) -> None:
        """Add it, and let whoever uses no mouse go on at the first field that is wrong, or at the first of all."""
        super().add_error(field, error)
        wrong = next((name for name in self.fields if name in self.errors), next(iter(self.fields)))
        for name, one in self.fields.items():
            one.widget.attrs["autofocus"] = name == wrong


class SignInForm(_Dressed, LoginForm):  # type: ignore[misc]  # allauth brings no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Name")
        login.widget.attrs.update({"autocomplete": "username", **_PLAIN})
        self.fields["password"].label, self.fields["password"].help_text = _("Password"), ""


class SecondStepForm(_Dressed, AuthenticateForm):  # type: ignore[misc]  # allauth brings no types
    """The code of the second step, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs.update({"autofocus": True, **_CODE})


class PasswordAgainForm(_Dressed, ReauthenticateForm):  # type: ignore[misc]  # allauth brings no types
    """The password, asked for once more before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class OtherPasswordForm(_Dressed, ChangePasswordForm):  # type: ignore[misc]  # allauth brings no types
    """Another password for the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = _("Present password"), ""
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password once more")


class InvitationForm(_Dressed):
    """The name of the account, and the one-time code that was handed out with it."""

    name = _name_field()
    code = forms.CharField(
        label=_("One-time code"), max_length=60, widget=forms.TextInput({"autocomplete": "off", **_PLAIN})
    )


class DeviceForm(_Dressed):
    """A code of the device that was just set up."""

    code = forms.CharField(
        label=_("Code that the device shows now"), max_length=20, widget=forms.TextInput(_CODE)
    )


class SetUpForm(DeviceForm):
    """Password and second factor of an invited account."""

    password1 = _password_field(
        _("Password"),
        "new-password",
        help_text=_("12 characters or more, not only digits, and no common word."),
    )
    password2 = _password_field(_("Password once more"), "new-password")

    field_order = ("password1", "password2", "code")

    def __init__(self, *args: Any, holder: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holder = holder

    def clean_password1(self) -> str:
        """Hold that it is strong enough."""
        password: str = self.cleaned_data["password1"]
        try:
            acts.check_password(password, self._holder)
        except Unacceptable as weak:
            raise forms.ValidationError(str(weak)) from weak
        return password

    def clean_password2(self) -> str:
        """Hold that both are the same."""
        again: str = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise forms.ValidationError(_("This is another password than the one above."))
        return again
