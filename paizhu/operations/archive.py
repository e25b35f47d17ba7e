"""The file of a backup: a tar archive whose last member lists all others with their digests; encrypted on request.

What was cut off has no last member; what was changed has another digest. A plain backup can be opened with `tar`.
"""

import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from paizhu.operations import encrypting
from paizhu.operations.errors import Broken, NotBackedUp

MANIFEST, END = "manifest.json", "end.json"
FORM = "paizhu backup 1"
PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Member:
    """A file to be put into the archive. content: the file where it lies, or its bytes."""

    name: str
    content: Path | bytes


# A name, its size, and what gives its bytes.
Opened = Callable[[str, int, IO[bytes]], None]


def pieces(members: Iterable[Member]) -> Iterator[bytes]:
    """Give the archive piece by piece, the list of its members last. Raises NotBackedUp, OSError."""
    listed = []
    for member in members:
        digest, size = sha256(), 0
        with _opened(member.content) as (file, length):
            yield _header(member.name, length)
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
                yield piece
        if size != length:
            raise NotBackedUp(_("{name} changed while it was read; try again.").format(name=member.name))
        yield b"\0" * (-size % tarfile.BLOCKSIZE)
        listed.append({"name": member.name, "size": size, "sha256": digest.hexdigest()})
    last = json.dumps({"paizhu": f"end of {FORM}", "members": listed}).encode()
    yield _header(END, len(last)) + last + b"\0" * (-len(last) % tarfile.BLOCKSIZE)
    yield b"\0" * 2 * tarfile.BLOCKSIZE


def read(file: Path, passphrase: str | None, opened: Opened) -> dict[str, Any]:
    """Read an archive to its end, calling `opened` for each member; return its manifest, which comes first.

    Raises Broken when it is no whole backup, or when another passphrase opens it; whatever `opened` raises.
    """
    found, manifest, end = [], dict[str, Any](), dict[str, Any]()
    try:
        with (
            file.open("rb") as raw,
            tarfile.open(fileobj=_plain(raw, file, passphrase), mode="r|") as archive,
        ):
            for member in archive:
                content = archive.extractfile(member)
                if content is None or end:
                    raise Broken(_broken(file))
                if member.name == END:
                    end = json.loads(content.read())
                    continue
                if member.name == MANIFEST:
                    raw_manifest = content.read()
                    manifest, content = json.loads(raw_manifest), io.BytesIO(raw_manifest)
                elif not manifest:
                    raise Broken(_broken(file))
                counted = _Counted(content)
                opened(member.name, member.size, counted)  # type: ignore[arg-type]  # all that is asked of it is read()
                counted.rest()
                found.append(
                    {"name": member.name, "size": counted.size, "sha256": counted.digest.hexdigest()}
                )
    except (tarfile.TarError, ValueError, EOFError, encrypting.Damaged) as error:
        raise Broken(_broken(file)) from error
    if not end or end.get("members") != found or manifest.get("paizhu") != FORM:
        raise Broken(_broken(file))
    return manifest


def first(file: Path, passphrase: str | None) -> dict[str, Any]:
    """Return the manifest alone. Raises Broken."""
    with suppress(_Enough):
        manifest: dict[str, Any] = {}

        def opened(name: str, _size: int, content: IO[bytes]) -> None:
            if name == MANIFEST:
                manifest.update(json.loads(content.read()))
            raise _Enough

        read(file, passphrase, opened)
    if manifest.get("paizhu") != FORM:
        raise Broken(_broken(file))
    return manifest


class _Enough(Exception):
    pass


class _Counted:
    """A member that is read, with what was read of it."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.digest, self.size = content, sha256(), 0

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece

    def rest(self) -> None:
        while self.read(PIECE):
            pass


class _Stream(io.RawIOBase):
    """Pieces, to be read as a file."""

    def __init__(self, coming: Iterator[bytes]) -> None:
        self._coming, self._held = coming, b""

    def read(self, size: int = -1) -> bytes:
        parts, wanted = [], size
        while wanted:
            if not self._held:
                self._held = next(self._coming, b"")
                if not self._held:
                    break
            part, self._held = self._held[:wanted], self._held[wanted:]
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)


def _plain(raw: IO[bytes], file: Path, passphrase: str | None) -> IO[bytes]:
    if not encrypting.is_encrypted(raw):
        return raw
    if passphrase is None:
        raise Broken(_("{file} is encrypted: give its passphrase.").format(file=file))
    return _Stream(encrypting.decrypted(raw, passphrase))  # type: ignore[return-value]  # all that tarfile asks of it


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


class _opened:  # noqa: N801  reads as a function
    """A member's file and length."""

    def __init__(self, content: Path | bytes) -> None:
        self._file: IO[bytes] = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")

    def __enter__(self) -> tuple[IO[bytes], int]:
        length = self._file.seek(0, io.SEEK_END)
        self._file.seek(0)
        return self._file, length

    def __exit__(self, *_error: object) -> None:
        self._file.close()


def _broken(file: Path) -> str:
    return _(
        "{file} is no whole backup: it was cut off or changed, is none at all, or has another passphrase."
    ).format(file=file)
