"""A backup under a passphrase: Argon2id makes the key (RFC 9106 §4, the second recommended choice), AES-256-GCM seals the pieces.

The file begins with `paizhu encrypted backup 1`, a line feed and 16 bytes of salt; then it has the form of a stored
attachment.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import IO

from argon2.low_level import Type, hash_secret_raw

from paizhu.door.attachments.keys import Key
from paizhu.door.attachments.sealing import Damaged, seal, unseal

MAGIC = b"paizhu encrypted backup 1\n"
SHORTEST = 12
_SALT, _NAME, _KEY_ID = 16, "backup", "passphrase------"

__all__ = ["SHORTEST", "Damaged", "decrypted", "encrypted", "is_encrypted"]


def encrypted(content: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """Give the encrypted file piece by piece."""
    salt = secrets.token_bytes(_SALT)
    yield MAGIC + salt
    yield from seal(content, _key(passphrase, salt), _NAME)


def decrypted(raw: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """Give the content piece by piece, each checked. Raises Damaged: changed, cut off, or another passphrase."""
    salt = raw.read(len(MAGIC) + _SALT)[len(MAGIC) :]
    key = _key(passphrase, salt.ljust(_SALT, b"\0"))
    yield from unseal(raw.read, lambda _id: key, _NAME)


def is_encrypted(raw: IO[bytes]) -> bool:
    """Return whether the file, which stays at its beginning, is an encrypted backup."""
    start = raw.read(len(MAGIC))
    raw.seek(0)
    return start == MAGIC


def _key(passphrase: str, salt: bytes) -> Key:
    secret = hash_secret_raw(
        passphrase.encode(), salt, time_cost=3, memory_cost=2**16, parallelism=4, hash_len=32, type=Type.ID
    )
    return Key(_KEY_ID, secret)
