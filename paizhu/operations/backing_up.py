"""Backing up while people work: one moment of the database, then what it names in the home; read back before it counts.

Attachments are copied after the database: they never change, and go only after their row. Keys that open or sign
anything are left out unless they are asked for, and then only into an encrypted file.
"""

import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from filelock import FileLock, Timeout

from paizhu import places
from paizhu.door.attachments import store
from paizhu.door.attachments.models import Attachment
from paizhu.door.guarding import installing
from paizhu.norms.texts.library import FOLDER as TEXTS
from paizhu.norms.texts.library import INDEX
from paizhu.operations import archive, encrypting, snapshot
from paizhu.operations.archive import Member
from paizhu.operations.errors import NotBackedUp
from paizhu.operations.state import State, state

_COPYING, LAST, LOCK = ".backing-up-", "last-backup.json", places.BACKUP_LOCK


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written and read back. size: bytes of the file.  missing: ids of attachments whose file is not there."""

    state: State
    size: int
    attachments: int
    missing: tuple[str, ...]


def back_up(file: Path, *, at: datetime, passphrase: str | None, keys: bool, force: bool) -> BackedUp:
    """Write a backup, verify what was written, and give it its name; until then it is called `.part`.

    keys: the private ones too; needs a passphrase.  Raises NotBackedUp, NoProgram, Broken.
    """
    if keys and passphrase is None:
        raise NotBackedUp(_("Not written: keys go into an encrypted backup only."))
    if file.exists() and not force:
        raise NotBackedUp(_("Not written: {file} exists.").format(file=file))
    if installing.is_present() and not installing.owns():
        told = _(
            "Not written: this role does not see every row. Back up as the owner of the tables (DATABASE_URL)."
        )
        raise NotBackedUp(told)
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        with alone(), _folder() as folder:
            _sweep(file)
            made = _written(part, Path(folder), at=at, passphrase=passphrase, keys=keys)
            archive.read(part, passphrase, lambda _name, _size, _content: None)
            part.replace(file)
            _sync(file.parent)
            _note(file, at, made)
            return made
    except OSError as error:
        raise NotBackedUp(_("Not written: {file}: {why}.").format(file=file, why=error.strerror)) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def alone() -> Iterator[None]:
    """Keep two backups or restores of a home apart. Raises NotBackedUp when another one runs."""
    home = places.home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(home / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise NotBackedUp(_("A backup or restore of this home is running.")) from error


def _folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder in the home for the copy of the database; one left by a killed backup goes first."""
    for left in places.home().glob(f"{_COPYING}*"):
        shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=_COPYING, dir=places.home())


def _sweep(file: Path) -> None:
    """Remove what killed backups left of this file: half a copy of everything, under a name that nobody looks at."""
    for left in file.parent.iterdir():
        middle = left.name.removeprefix(f"{file.name}.").removesuffix(".part")
        if left.name == f"{file.name}.{middle}.part" and re.fullmatch("[0-9a-f]{8}", middle):
            left.unlink(missing_ok=True)


def _written(part: Path, folder: Path, *, at: datetime, passphrase: str | None, keys: bool) -> BackedUp:
    database = folder / snapshot.NAMES[connection.vendor]
    with snapshot.moment():
        held = state()
        files = sorted(Attachment.objects.values_list("file", flat=True))
        snapshot.copy(database)
    there = [name for name in files if store.path(name).is_file()]
    missing = tuple(sorted(set(files) - set(there)))
    manifest = {
        "paizhu": archive.FORM,
        "version": metadata.version("paizhu"),
        "at": at.isoformat(),
        "database": connection.vendor,
        "keys": keys,
        "missing": missing,
        "state": held.written(),
    }
    members = [Member(archive.MANIFEST, json.dumps(manifest, ensure_ascii=False).encode())]
    members.append(Member(database.name, database))
    members += [*_texts(), *_keys(private=keys)]
    members += [Member(f"attachments/{name[:2]}/{name}", store.path(name)) for name in there]
    pieces = archive.pieces(members)
    size = _write(part, pieces if passphrase is None else encrypting.encrypted(pieces, passphrase))
    return BackedUp(held, size, len(there), missing)


def _texts() -> Iterator[Member]:
    """Imported texts. The index comes first: what it names is there already, and stays."""
    folder = places.home() / TEXTS
    with suppress(FileNotFoundError):
        yield Member(f"{TEXTS}/{INDEX}", (folder / INDEX).read_bytes())
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.suffix in {".text", ".source"}:
                yield Member(f"{TEXTS}/{file.name}", file)


def _keys(*, private: bool) -> Iterator[Member]:
    """The public keys; and, where asked for, those that sign, open attachments, and keep sessions."""
    folder = places.keys()
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.suffix == ".pub" or (private and file.suffix == ".key"):
            yield Member(f"keys/{file.name}", file.read_bytes())
    given = os.environ.get("PAIZHU_SECRET_KEY_FILE", "")
    for name, file in (
        ("attachment-key", Path(settings.ATTACHMENT_KEY_FILE)),
        ("matter-keys", Path(settings.MATTER_KEY_FILE)),
        ("secret-key", Path(given) if given else places.secret_key()),
    ):
        if private and file.is_file():
            yield Member(name, file.read_bytes())


def _write(part: Path, pieces: Iterable[bytes]) -> int:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb", buffering=archive.PIECE) as opened:
        opened.writelines(pieces)
        opened.flush()
        os.fsync(opened.fileno())
        return opened.tell()


def _note(file: Path, at: datetime, made: BackedUp) -> None:
    """Keep when the last backup was made, for `paizhu doctor`; a backup is good without it."""
    with suppress(OSError):
        beside = places.home() / f".{LAST}"
        told = {"at": at.isoformat(), "file": str(file.resolve()), "bytes": made.size}
        beside.write_text(json.dumps(told) + "\n", "utf-8")
        beside.replace(places.home() / LAST)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
