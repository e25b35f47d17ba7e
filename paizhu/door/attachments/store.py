"""The folder of stored files in the home, outside of anything that is served.

A file gets its name only when all of it is on the disk; whatever has another name is waste, and so is a file that no
attachment names, once the act that wrote it has had its time (`sweeping`).
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

from paizhu import places
from paizhu.door.attachments import keys
from paizhu.door.attachments.keys import Key
from paizhu.door.attachments.models import FILE_LENGTH
from paizhu.door.attachments.sealing import HEAD, PIECE, Damaged, seal, unseal, wrapped_anew

UNFINISHED = ".part"
KeyOf = Callable[[str], Key]


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file. size, sha256: of its content.  key: id of the key that wraps its own."""

    file: str
    size: int
    sha256: str
    key: str


def put(content: Iterable[bytes], key: Key | None = None) -> Stored:
    """Store a file; when this returns, it is on the disk. Takes memory for one piece at a time.

    key: that wraps the file's own; None: the one for files.
    """
    file, key = secrets.token_hex(FILE_LENGTH // 2), key or keys.current()
    at = path(file)
    at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in content:
            digest.update(chunk)
            size += len(chunk)
            yield chunk

    unfinished = at.with_suffix(UNFINISHED)
    try:
        _write(unfinished, seal(counted(), key, file))
        unfinished.rename(at)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync(at.parent)
    _sync(at.parent.parent)
    return Stored(file, size, digest.hexdigest(), key.id)


def read(file: str, key_of: KeyOf = keys.of) -> Iterator[bytes]:
    """Give the content of a stored file piece by piece. Its first piece is looked at before this returns.

    key_of: the key of an id, as the file names it.

    Raises Damaged, KeyUnusable; later pieces raise Damaged while they are given.
    """
    pieces = _read(file, key_of)
    return _after(next(pieces, b""), pieces)


def wrap_anew(file: str, key_of: KeyOf, key: Key) -> None:
    """Wrap the file's own key with another one; what is after its head stays. Whole, or not at all.

    Raises Damaged, KeyUnusable.
    """
    at = path(file)
    # Of its own name: a file that is sent meanwhile is another one, and what is left of this is swept.
    beside = at.with_name(f"{file}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with at.open("rb") as opened:
            head = wrapped_anew(opened.read(HEAD), key_of, key, file)
            _write(beside, chain([head], iter(partial(opened.read, PIECE), b"")))
        beside.replace(at)
    except FileNotFoundError as error:
        raise Damaged(file) from error
    finally:
        beside.unlink(missing_ok=True)
    _sync(at.parent)


def path(file: str) -> Path:
    """Return where a stored file lies: the first two digits of its name make a folder."""
    return places.attachments() / file[:2] / file


def _read(file: str, key_of: KeyOf) -> Iterator[bytes]:
    try:
        opened = path(file).open("rb")
    except OSError as error:
        raise Damaged(file) from error
    with opened:
        yield from unseal(opened.read, key_of, file)


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _write(at: Path, pieces: Iterable[bytes]) -> None:
    descriptor = os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb", buffering=PIECE) as opened:
        opened.writelines(pieces)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder last; without it a cut of power could take the new one back."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
