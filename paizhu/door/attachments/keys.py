"""The keys that wrap the keys of files: in a file of the home, or where $PAIZHU_ATTACHMENT_KEY_FILE says; never in the database.

One key to a line, 64 hexadecimal digits. The first wraps the keys of new files; the others still open older ones.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext as _

from paizhu import places
from paizhu.door.attachments.models import KEY_LENGTH, Attachment
from paizhu.door.kin.models import Kinship
from paizhu.guard import beyond
from paizhu.norms.errors import PaizhuError

_KEY = re.compile("[0-9a-f]{64}")


class KeyUnusable(PaizhuError):
    """The key of attachments is not there, or is none; nothing was changed."""

    code = "attachments.key"


@dataclass(frozen=True, slots=True)
class Key:
    """A key. id: from its digest, so that a file says with which key it was made, and nothing of the key."""

    id: str
    secret: bytes = field(repr=False)


def current() -> Key:
    """Return the key for new files; the home's own is made when it is first needed. Raises KeyUnusable."""
    file = settings.ATTACHMENT_KEY_FILE
    if file == places.attachment_key() and not file.exists():
        # A home that was brought back without its key must not get another one in silence.
        with beyond.reading(beyond.Why.KEYS):
            used = Attachment.objects.exists() or Kinship.objects.exists()
        if used:
            raise KeyUnusable(_("The key of the attachments is missing: {file}").format(file=file))
        places.ensure_attachment_key()
    return _read()[0]


def of(id_: str) -> Key:
    """Return the key of that id. Raises KeyUnusable."""
    for key in _read():
        if key.id == id_:
            return key
    message = _("The attachment was encrypted with the key {key}, which is not in {file}.")
    raise KeyUnusable(message.format(key=id_, file=settings.ATTACHMENT_KEY_FILE))


def _read() -> list[Key]:
    file = settings.ATTACHMENT_KEY_FILE
    try:
        lines = file.read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines or not all(map(_KEY.fullmatch, lines)):
        message = _("{file} has to hold keys of 64 hexadecimal digits, one to a line.")
        raise KeyUnusable(message.format(file=file))
    return [_key(bytes.fromhex(line)) for line in lines]


def _key(secret: bytes) -> Key:
    return Key(sha256(b"paizhu attachment key" + secret).hexdigest()[:KEY_LENGTH], secret)
