"""What a form file was made for, sealed, so that one edited by hand, used before, or of another organ is told apart."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext as _

from paizhu.door.refusals import InvalidForm

_SALT = "paizhu.liaison.replying"


class FormFileRefused(InvalidForm):
    """A form file that cannot be taken; nothing was changed."""

    code = "liaison.form_file"

    def __init__(self, message: str) -> None:
        super().__init__(message, {})


@dataclass(frozen=True, slots=True)
class Seal:
    """organ: whose form it is.  key: of the form, so that it acts once.  printed: digest of all that is not to be filled in.

    inputs: row of the sheet -> input of the act's form.
    """

    reference: str
    act: str
    organ: str
    key: str
    printed: str
    inputs: dict[str, str]

    def word(self) -> str:
        """Return the seal as the file carries it."""
        return signing.dumps(asdict(self), salt=_SALT)


def opened(word: str) -> Seal:
    """Return what a seal says. Raises FormFileRefused for one that is not of this installation, or was changed."""
    try:
        return Seal(**signing.loads(word, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise FormFileRefused(
            _(
                "This file is no form of this installation, or its seal was changed. Fetch the form anew; nothing was changed."
            )
        ) from error


def digest(printed: list[tuple[int, str, str]]) -> str:
    """Return the digest of the printed lines: row, label, text."""
    return sha256(json.dumps(printed, ensure_ascii=False).encode()).hexdigest()
