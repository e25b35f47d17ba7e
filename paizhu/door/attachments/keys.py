"""The keys that wrap the keys of files: in a file of the home, or where $PAIZHU_ATTACHMENT_KEY_FILE says; never in the database.

One key to a line, 64 hexadecimal digits. The first wraps the keys of new files; the others still open older ones.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paizhu import places
from paizhu.door.attachments.models import KEY_LENGTH, Attachment
from paizhu.door.kin.models import Kinship
from paizhu.guard import beyond
from paizhu.journal.sealed import NoKey

_KEY = re.compile("[0-9a-f]{64}")


class KeyUnusable(NoKey):
    """The key of attachments is not there, or is none; nothing was changed."""

    code = "attachments.key"
    told = gettext_lazy(
        "The key of attachments and of declared kinship cannot be used here. Nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class Key:
    """A key. id: from its digest, so that a file says with which key it was made, and nothing of the key."""

    id: str
    secret: bytes = field(repr=False)


def current() -> Key:
    """Return the key for new files; the home's own is made when it is first needed. Raises KeyUnusable."""
    file = settings.ATTACHMENT_KEY_FILE
    if file == places.attachment_key() and _is_missing(file):
        # A home that was brought back without its key must not get another one in silence.
        with beyond.reading(beyond.Why.KEYS):
            used = Attachment.objects.exists() or Kinship.objects.exists()
        if used:
            message = _("The key of the attachments is missing: {file}. Nothing was changed.")
            raise KeyUnusable(message.format(file=file))
        try:
            places.ensure_attachment_key()
        except PermissionError as error:
            message = _("The key of the attachments cannot be written: {file}. Nothing was changed.")
            raise KeyUnusable(message.format(file=file)) from error
    return _read()[0]


def of(id_: str) -> Key:
    """Return the key of that id. Raises KeyUnusable."""
    for key in _read():
        if key.id == id_:
            return key
    message = _("It was encrypted with the key {key}, which is not in {file}. Nothing was changed.")
    raise KeyUnusable(message.format(key=id_, file=settings.ATTACHMENT_KEY_FILE))


def _is_missing(file: Path) -> bool:
    """Whether there is none; one that may not be looked at is not missing."""
    try:
        return not file.exists()
    except OSError:
        return False


def _read() -> list[Key]:
    file = settings.ATTACHMENT_KEY_FILE
    try:
        lines = file.read_text("ascii").split()
    except FileNotFoundError as error:
        message = _("The key of the attachments is missing: {file}. Nothing was changed.")
        raise KeyUnusable(message.format(file=file)) from error
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines or not all(map(_KEY.fullmatch, lines)):
        message = _("{file} has to hold keys of 64 hexadecimal digits, one to a line. Nothing was changed.")
        raise KeyUnusable(message.format(file=file))
    return [_key(bytes.fromhex(line)) for line in lines]


def _key(secret: bytes) -> Key:
    return Key(sha256(b"paizhu attachment key" + secret).hexdigest()[:KEY_LENGTH], secret)
