"""Sealing a value: AES-256-GCM, bound to the place where it lies, so that a value that was moved does not open.

Source: NIST SP 800-38D for the mode. Nonces are random: far fewer than 2^32 values are sealed with the key of one matter.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from paizhu.door.sealing.errors import Damaged
from paizhu.journal.sealed import MARK

__all__ = ["KEY_BYTES", "MARK", "Place", "encrypted", "opened", "plain", "sealed"]

KEY_BYTES, _NONCE = 32, 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lies: the matter's reference, the table, the column, what tells the row from all others."""

    matter: str
    table: str
    column: str
    row: str

    @property
    def bound(self) -> bytes:
        """The place as bytes; no two places have the same, for none of the four holds a NUL."""
        places = self.matter, self.table, self.column, self.row
        return b"\0".join([b"paizhu sealed 1", *(one.encode() for one in places)])


def sealed(secret: bytes, place: Place, text: str) -> str:
    """Return a text as it is kept at a place."""
    return MARK + base64.b64encode(encrypted(secret, place.bound, text.encode())).decode("ascii")


def opened(secret: bytes, place: Place, value: str) -> str:
    """Return the text of a kept value. Raises Damaged when it is not as it was written at that very place."""
    try:
        return plain(secret, place.bound, base64.b64decode(value.removeprefix(MARK), validate=True)).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        message = _("Sealed content cannot be read: {place} is not as it was written. Nothing was changed.")
        where = f"{place.matter} {place.table}.{place.column} {place.row}"
        raise Damaged(message.format(place=where)) from error


def encrypted(secret: bytes, bound: bytes, content: bytes) -> bytes:
    """Return nonce and ciphertext. bound: what it is tied to."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, content, bound)


def plain(secret: bytes, bound: bytes, kept: bytes) -> bytes:
    """Return what was encrypted. Raises InvalidTag, or ValueError when it is too short to be anything."""
    return AESGCM(secret).decrypt(kept[:_NONCE], kept[_NONCE:], bound)
