"""Sealing a declaration: AES-256-GCM, with a key made from that of the attachments, which is not in the database.

The person is bound into the seal, so that a row cannot be put under somebody else.  Source: NIST SP 800-38D.
"""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy

from paizhu.door.attachments import keys
from paizhu.door.attachments.keys import Key
from paizhu.journal.sealed import NotAsSealed

_KEY_ID, _NONCE, _LENGTH = 16, 12, 256


class Damaged(NotAsSealed):
    """A declaration is not as it was written."""

    code = "kin.damaged"
    told = gettext_lazy("A declaration of kinship is damaged, and cannot be opened. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Kin:
    """Of whom somebody is kin: of a person (code), else of somebody at an organ (id). The other one is ""."""

    person: str = ""
    organ: str = ""


def seal(kin: Kin, of: str) -> bytes:
    """Return a declaration of a person as it is kept. Raises KeyUnusable."""
    key, nonce = keys.current(), secrets.token_bytes(_NONCE)
    # All of one length: a longer row would tell a person's code from an organ's.
    text = json.dumps([kin.person, kin.organ], ensure_ascii=False).encode().ljust(_LENGTH)
    return key.id.encode("ascii") + nonce + _cipher(key).encrypt(nonce, text, of.encode())


def unseal(sealed: bytes, of: str) -> Kin:
    """Return what a person declared. Raises Damaged, KeyUnusable."""
    nonce, rest = sealed[_KEY_ID : _KEY_ID + _NONCE], sealed[_KEY_ID + _NONCE :]
    try:
        text = _cipher(keys.of(key_of(sealed))).decrypt(nonce, rest, of.encode())
    except InvalidTag as error:
        raise Damaged(of) from error
    person, organ = json.loads(text)
    return Kin(person, organ)


def key_of(sealed: bytes) -> str:
    """Return the id of the key with which a declaration was sealed."""
    return sealed[:_KEY_ID].decode("ascii", "replace")


def _cipher(key: Key) -> AESGCM:
    return AESGCM(sha256(b"paizhu kinship\0" + key.secret).digest())
