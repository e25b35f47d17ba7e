"""Texts that were uploaded and wait for somebody to confirm their import."""

from collections.abc import Iterable

import msgspec

from paizhu.norms.texts.arrivals import Upload
from paizhu.web import uploads


def keep(files: Iterable[Upload]) -> str:
    """Keep the files and return the name of the upload."""
    token = uploads.begin()
    (uploads.place(token) / "files").write_bytes(msgspec.msgpack.encode(list(files)))
    return token


def kept(token: str) -> list[Upload]:
    """Return the files of an upload. Raises Gone."""
    try:
        return msgspec.msgpack.decode((uploads.place(token) / "files").read_bytes(), type=list[Upload])
    except FileNotFoundError:
        raise uploads.Gone from None
