"""What was uploaded and waits for somebody to confirm its import, each upload in a folder of its own."""

import re
import secrets
import shutil
import time
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from paizhu import places

LARGEST = 64 * 2**20  # of one upload, in bytes
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
_LONGEST_S = 60 * 60


class Gone(LookupError):
    """An upload that was imported, given up, or has waited too long."""


def begin() -> str:
    """Make a folder for an upload and return its token. Older uploads that nobody confirmed go."""
    folder = _folder()
    _forget_old(folder)
    token = secrets.token_urlsafe(24)
    (folder / token).mkdir(parents=True, mode=0o700)
    return token


def place(token: str) -> Path:
    """Return the folder of an upload. Raises Gone."""
    # The token comes from a form or an address: it names one folder here and nothing else.
    if not _TOKEN.fullmatch(token):
        raise Gone
    found = _folder() / token
    if not found.is_dir():
        raise Gone
    return found


def forget(token: str) -> None:
    """Remove an upload, if it is there."""
    try:
        shutil.rmtree(place(token), ignore_errors=True)
    except Gone:
        return


def name_of(file: "UploadedFile[bytes]") -> str:
    """Return the file's own name, whatever folders the browser, or somebody in its place, put before it."""
    return (file.name or "").replace("\\", "/").rpartition("/")[2] or "?"


def _folder() -> Path:
    return places.home() / "uploads"


def _forget_old(folder: Path) -> None:
    if not folder.is_dir():
        return
    for one in folder.iterdir():
        if time.time() - one.stat().st_mtime > _LONGEST_S:
            shutil.rmtree(one, ignore_errors=True)
