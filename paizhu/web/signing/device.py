"""A device that is to show codes: its secret, kept in the session until the device has shown a code that fits."""

from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal import auth
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from paizhu.accounts.models import Account


class Device:
    """The device that somebody sets up in this session."""

    def __init__(self, request: HttpRequest, account: Account) -> None:
        self._request, self._account = request, account
        self.secret: str = auth.get_totp_secret()

    @property
    def spelt(self) -> str:
        """The secret for typing, in groups of four."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))

    @property
    def picture(self) -> str:
        """The secret as an image to take with the device's camera: an address that holds the image itself."""
        adapter = get_adapter()
        drawn: str = adapter.build_totp_svg(adapter.build_totp_url(self._account, self.secret))
        return "data:image/svg+xml;base64," + b64encode(drawn.encode()).decode("ascii")

    def shows(self, code: str, form: forms.Form) -> bool:
        """Return whether the code is the device's of now; else say so in the form."""
        fits: bool = auth.validate_totp_code(self.secret, code)
        if not fits:
            form.add_error(
                "code",
                _("This is not the code that belongs to the image above. Is the device’s clock right?"),
            )
        return fits

    def forget(self) -> None:
        """Forget the secret: it belongs to the account now."""
        auth.clear_totp_secret(self._request)
