"""Files that were uploaded and wait for somebody to confirm their import, each upload in a folder of its own."""

import re
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from paizhu import places
from paizhu.norms.texts.arrivals import Upload

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
_LONGEST_S = 60 * 60


class Gone(LookupError):
    """An upload that was imported, given up, or has waited too long."""


def keep(uploads: Iterable[Upload]) -> str:
    """Keep the files and return the name of the upload. Older uploads that nobody confirmed go."""
    folder = _folder()
    _forget_old(folder)
    token = secrets.token_urlsafe(24)
    place = folder / token
    place.mkdir(parents=True, mode=0o700)
    (place / "files").write_bytes(msgspec.msgpack.encode(list(uploads)))
    return token


def kept(token: str) -> list[Upload]:
    """Return the files of an upload. Raises Gone."""
    place = _place(token)
    try:
        return msgspec.msgpack.decode((place / "files").read_bytes(), type=list[Upload])
    except FileNotFoundError:
        raise Gone from None


def forget(token: str) -> None:
    """Remove an upload."""
    shutil.rmtree(_place(token), ignore_errors=True)


def _folder() -> Path:
    return places.home() / "uploads"


def _place(token: str) -> Path:
    # The token comes from a form: it names one folder here and nothing else.
    if not _TOKEN.fullmatch(token):
        raise Gone
    return _folder() / token


def _forget_old(folder: Path) -> None:
    if not folder.is_dir():
        return
    for place in folder.iterdir():
        if time.time() - place.stat().st_mtime > _LONGEST_S:
            shutil.rmtree(place, ignore_errors=True)
