"""What of allauth is other here: who may sign in, how secrets are kept, and the words of its errors."""

import base64
import logging
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from paizhu.accounts import acts, sessions
from paizhu.accounts.models import Account

log = logging.getLogger(__name__)

# One sentence for every reason, so that nobody learns which names exist.
_MISMATCH = _("Not signed in: name and password do not belong together.")
_TOO_MANY = _("Not signed in: too many attempts. Wait five minutes, then try again.")
_WRONG_CODE = _("Not signed in: this is not the present code, or it was used already. Wait for the next one.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Accounts are made by administrators, and need a second factor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _MISMATCH,
        "too_many_login_attempts": _TOO_MANY,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody registers himself."""
        return False

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Stop those who are not let in yet, or have no second factor; all others go on to the second step."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refused is None and not acts.is_set_up(user):
            clear_login(request)
            return redirect("account_inactive")
        return refused

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begin the session, and throw away those that ended by themselves."""
        super().login(request, user)
        now = timezone.now()
        sessions.begin(request.session, now)
        Session.objects.filter(expire_date__lt=now).delete()


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Secrets of the second factor lie encrypted; the key is made from the secret key, which is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _WRONG_CODE}

    def get_totp_issuer(self) -> str:
        """Return what the device shows beside the name."""
        return "Paizhu 派驻"

    def encrypt(self, text: str) -> str:
        """Return the secret as it is kept."""
        return bytes(_cipher().encrypt(text.encode())).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one that no code fits when the key is another one by now."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415  only signing in needs it

        try:
            return bytes(_cipher().decrypt(encrypted_text.encode())).decode()
        except InvalidToken:
            log.error("a second factor was encrypted with another secret key; it has to be set anew")  # noqa: TRY400
            from allauth.mfa.totp.internal.auth import generate_totp_secret  # noqa: PLC0415

            unknown: str = generate_totp_secret()
            return unknown


def _cipher() -> Any:
    from cryptography.fernet import Fernet  # noqa: PLC0415  only signing in needs it

    key = sha256(b"paizhu second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
