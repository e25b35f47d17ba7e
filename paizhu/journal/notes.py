"""Signing: checkpoints of logs, and countersignatures of those of others. They are opened by `paizhu_verify`.

Source: C2SP signed-note, tlog-checkpoint and tlog-cosignature, with Ed25519. A key is written as in Go's `note`:
`PRIVATE+KEY+name+id+base64(type ‖ seed)`, its public half `name+id+base64(type ‖ public key)`.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from paizhu.journal import paizhu_verify
from paizhu.norms.errors import InvalidInput

# Without plus signs and spaces; what stands before the first slash of a log's origin.
NAME = re.compile(r"[A-Za-z0-9._:~/-]{1,100}")
_PREFIX = "PRIVATE+KEY+"


class KeyType(IntEnum):
    """What a key is for; one secret is never used for both."""

    LOG = 1
    WITNESS = 4


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and its name."""

    name: str
    type: KeyType
    secret: Ed25519PrivateKey

    @classmethod
    def new(cls, name: str, type_: KeyType) -> Self:
        """Return a new key. Raises InvalidInput when the name cannot be that of a key."""
        if not NAME.fullmatch(name):
            raise InvalidInput(
                _("{name!r} cannot name a key: letters, digits and . _ : ~ / - only.").format(name=name)
            )
        return cls(name, type_, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> Self:
        """Return a key as it was written. Raises InvalidInput; the message shows nothing of it."""
        try:
            name, id_, raw_text = text.strip().removeprefix(_PREFIX).split("+", 2)
            raw = paizhu_verify.decode(raw_text)
            key = cls(name, KeyType(raw[0]), Ed25519PrivateKey.from_private_bytes(raw[1:]))
        except (ValueError, IndexError, paizhu_verify.Unreadable):
            raise InvalidInput(_("Not a private key as the journal writes them.")) from None
        if not text.startswith(_PREFIX) or key.id.hex() != id_:
            raise InvalidInput(_("Not a private key as the journal writes them."))
        return key

    @property
    def id(self) -> bytes:
        """The short id of the public key."""
        return paizhu_verify.key_id(self.name, self._raw_public)

    def written(self) -> str:
        """Return the key as it stands in its file."""
        raw = bytes([self.type]) + self.secret.private_bytes_raw()
        return f"{_PREFIX}{self.name}+{self.id.hex()}+{_base64(raw)}"

    def public(self) -> str:
        """Return the public key, as it is handed to others."""
        return f"{self.name}+{self.id.hex()}+{_base64(self._raw_public)}"

    def sign(self, text: str) -> str:
        """Return the line of a log's signature of a checkpoint's text."""
        return self._line(self.secret.sign(text.encode()))

    def cosign(self, text: str, at: datetime) -> str:
        """Return the line of a witness's signature of a checkpoint's text. at: aware; whole seconds are signed."""
        seconds = int(at.timestamp())
        message = f"cosignature/v1\ntime {seconds}\n{text}"
        return self._line(seconds.to_bytes(8, "big") + self.secret.sign(message.encode()))

    @property
    def _raw_public(self) -> bytes:
        return bytes([self.type]) + self.secret.public_key().public_bytes_raw()

    def _line(self, signature: bytes) -> str:
        return f"— {self.name} {_base64(self.id + signature)}\n"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Return what is signed of a log: its origin, its size, its root."""
    return f"{origin}\n{size}\n{_base64(root)}\n"


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode()
