"""The form of a stored file: a head with the file's own key, wrapped, then the content in encrypted pieces.

AES-256-GCM throughout. Each file has a key of its own, so a piece's nonce is its number with a mark on the last one:
no piece can be altered, moved, left out or cut off, and none put into another file, without being noticed.
Source: STREAM, Hoang, Reyhanitabar, Rogaway, Vizár, Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance (2015), section 5; NIST SP 800-38D for the mode.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy

from paizhu.door.attachments.keys import Key
from paizhu.journal.sealed import NotAsSealed

MAGIC = b"paizhu attachment 1\n"
PIECE = 64 * 1024
_KEY_ID, _NONCE, _TAG, _FILE_KEY = 16, 12, 16, 32
HEAD = len(MAGIC) + _KEY_ID + _NONCE + _FILE_KEY + _TAG

Read = Callable[[int], bytes]


class Damaged(NotAsSealed):
    """A stored file is not as it was written."""

    code = "attachments.damaged"
    told = gettext_lazy(
        "The file as it is kept here is missing or damaged, and cannot be opened. Nothing was changed."
    )


def seal(content: Iterable[bytes], key: Key, name: str) -> Iterator[bytes]:
    """Give a stored file piece by piece. name: of the stored file, to which it is bound."""
    own, nonce = secrets.token_bytes(_FILE_KEY), secrets.token_bytes(_NONCE)
    start = MAGIC + key.id.encode("ascii")
    yield start + nonce + AESGCM(key.secret).encrypt(nonce, own, start + name.encode("ascii"))
    cipher = AESGCM(own)
    for number, piece, last in _marked(_pieces(content)):
        yield cipher.encrypt(_nonce(number, last=last), piece, None)


def unseal(read: Read, key_of: Callable[[str], Key], name: str) -> Iterator[bytes]:
    """Give the content of a stored file piece by piece, each checked before it is given.

    Raises Damaged, at the first piece that is not as it was written; and what `key_of` raises.
    """
    cipher = AESGCM(_own(read(HEAD), key_of, name))
    try:
        for number, piece, last in _marked(iter(lambda: read(PIECE + _TAG), b"")):
            yield cipher.decrypt(_nonce(number, last=last), piece, None)
    except InvalidTag as error:
        raise Damaged(name) from error


def wrapped_anew(head: bytes, key_of: Callable[[str], Key], key: Key, name: str) -> bytes:
    """Return the head of a stored file with its own key wrapped by another one. Raises Damaged; and what `key_of` raises."""
    start = MAGIC + key.id.encode("ascii")
    nonce = secrets.token_bytes(_NONCE)
    return (
        start
        + nonce
        + AESGCM(key.secret).encrypt(nonce, _own(head, key_of, name), start + name.encode("ascii"))
    )


def _own(head: bytes, key_of: Callable[[str], Key], name: str) -> bytes:
    """The file's own key, as its head has it wrapped."""
    if len(head) != HEAD or not head.startswith(MAGIC):
        raise Damaged(name)
    start, rest = head[: len(MAGIC) + _KEY_ID], head[len(MAGIC) + _KEY_ID :]
    wrapping = AESGCM(key_of(start[len(MAGIC) :].decode("ascii", "replace")).secret)
    try:
        return wrapping.decrypt(rest[:_NONCE], rest[_NONCE:], start + name.encode("ascii"))
    except InvalidTag as error:
        raise Damaged(name) from error


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one length, the last one shorter."""
    held = bytearray()
    for chunk in content:
        held += chunk
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _marked(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Number the pieces and mark the last one; there is always one, if an empty one."""
    coming = iter(pieces)
    number, piece = 0, next(coming, b"")
    for following in coming:
        yield number, piece, False
        number, piece = number + 1, following
    yield number, piece, True


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes([last])
