"""Commitments: what an entry holds in place of content. They prove what the content was, and tell nothing of it."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from paizhu.journal.canonical import Json, canonical
from paizhu.journal.models import SALT_LENGTH


@dataclass(frozen=True, slots=True)
class Committed:
    """Content ready to be kept: its canonical JSON text and its salt."""

    salt: bytes
    text: str

    @property
    def commitment(self) -> str:
        """Its commitment."""
        return commitment(self.salt, self.text)


def commit(value: Json) -> Committed:
    """Return the value with a salt of its own. Raises NotCanonical."""
    return Committed(secrets.token_bytes(SALT_LENGTH), canonical(value))


def commitment(salt: bytes, text: str) -> str:
    """Return SHA-256(salt ‖ text in UTF-8) in lower-case hexadecimal. text: canonical JSON."""
    return sha256(salt + text.encode()).hexdigest()
