"""The word in a form by which sending it twice acts once. It says for which seat the form was shown."""

import re
import secrets
from hashlib import sha256

from django.http import HttpRequest
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.refusals import Conflict

_MOST = 64
_SHOWN_FOR = re.compile(r"([0-9a-f]{12})\.")


def key(sitting: Sitting) -> str:
    """Return a word for a form that is about to be shown to a seat."""
    return f"{_of(sitting.seat)}.{secrets.token_urlsafe(16)}"


def sent_key(request: HttpRequest, sitting: Sitting, most: int = _MOST) -> str:
    """Return the word that came with a form, "" for none, at most so many characters.

    Raises Conflict where the form was shown for another seat: that one is over, or another was chosen in between.
    """
    given = request.POST.get("key", "")[:most]
    shown = _SHOWN_FOR.match(given)
    if shown is not None and shown[1] != _of(sitting.seat):
        message = _(
            "Not recorded: this form was shown for another seat, and you act from {seat} now. Send it again to act from this "
            "one, or change the seat at the top first. Nothing was changed."
        )
        raise Conflict(message.format(seat=f"{sitting.organ_name}{sitting.title}"))
    return given


def _of(seat: str) -> str:
    return sha256(seat.encode()).hexdigest()[:12]
