"""Signing in, the second step, signing out, and the password asked for once more: allauth's views with pages of ours."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paizhu.accounts import acts
from paizhu.web.signing import demonstration
from paizhu.web.signing.forms import OtherPasswordForm, PasswordAgainForm, SecondStepForm, SignInForm


class _Honest:
    """A form with faults is answered with 422, and no page of these is kept."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, with what is wrong."""
        reply: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view that this is mixed into
        reply.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return reply


class SignIn(_Honest, LoginView):  # type: ignore[misc]  # allauth brings no types
    """Name and password; in the demonstration, cards of those who can be tried as well."""

    template_name = "web/signing/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {"next": self.get_next_url() or "", "cards": demonstration.cards()}


class SecondStep(_Honest, AuthenticateView):  # type: ignore[misc]  # allauth brings no types
    """The code of the device, or a recovery code."""

    template_name = "web/signing/second_step.html"
    form_class = SecondStepForm


class SignOut(LogoutView):  # type: ignore[misc]  # allauth brings no types
    """Asks on GET, signs out on POST."""

    template_name = "web/signing/sign_out.html"


class PasswordAgain(_Honest, ReauthenticateView):  # type: ignore[misc]  # allauth brings no types
    """The password, asked for once more before something important."""

    template_name = "web/signing/password_again.html"
    form_class = PasswordAgainForm


class OtherPassword(_Honest, PasswordChangeView):  # type: ignore[misc]  # allauth brings no types
    """Another password; other sessions of the account end."""

    template_name = "web/signing/other_password.html"
    form_class = OtherPasswordForm
    success_url = reverse_lazy("account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse where there is none to change: that of a demonstration's account."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied
        reply: HttpResponse = super().dispatch(request, *args, **kwargs)
        return reply

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it through the act; this session goes on."""
        form.save = lambda: acts.change_password(form.user, form.cleaned_data["password1"])
        reply: HttpResponse = super().form_valid(form)
        return reply


@require_safe
@never_cache
def not_let_in(request: HttpRequest) -> HttpResponse:
    """Tell somebody whose password was right why he cannot sign in."""
    return render(request, "web/signing/not_let_in.html", status=403)


sign_in = SignIn.as_view()
second_step = SecondStep.as_view()
sign_out = SignOut.as_view()
password_again = PasswordAgain.as_view()
other_password = OtherPassword.as_view()
