"""Restoring a backup: unpacked beside and looked at first, then put in place whole, then its logs verified.

While the home holds the folder `.restoring`, a restore was not finished and the product refuses to start.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from paizhu import places
from paizhu.journal import checking, said
from paizhu.journal.models import Log
from paizhu.operations import archive, programs, snapshot
from paizhu.operations.backing_up import alone
from paizhu.operations.errors import Broken, NotBackedUp, NotRestored
from paizhu.operations.state import Head, State, heads_now, state
from paizhu.registry import database

# Only such names come out of an archive, whatever it holds.
_NAME = re.compile(
    r"database\.(sqlite3|pgdump)|attachments/[0-9a-f]{2}/[0-9a-f]{32}|texts/(index\.json|[0-9a-f]+\.(text|source))"
    r"|keys/[a-z]+\.(key|pub)|attachment-key|matter-keys|secret-key"
)
_HELD = ("paizhu.sqlite3", "paizhu.sqlite3-wal", "paizhu.sqlite3-shm", "attachments", "texts")
_KEYS = ("keys", "attachment-key", "matter-keys", "secret-key")


@dataclass(slots=True)
class Restored:
    """What was restored, or only looked at.

    findings: what does not agree or verify, in words.  missing: attachments without a file.  aside: what was there before.
    """

    at: str
    heads: tuple[Head, ...]
    attachments: int = 0
    missing: tuple[str, ...] = ()
    keys: bool = False
    findings: list[str] = field(default_factory=list)
    aside: Path | None = None


def look(file: Path, passphrase: str | None) -> Restored:
    """Read a backup to its end and restore nothing. Raises Broken."""
    names: list[str] = []
    manifest = archive.read(file, passphrase, lambda name, _size, _content: names.append(name))
    return _told(manifest, names)


def restore(file: Path, passphrase: str | None, *, now: datetime, replace: bool) -> Restored:
    """Restore a backup into this home and database, all or nothing; then verify its logs.

    replace: put what the home holds aside first; a PostgreSQL database has to be empty in any case.
    Raises Broken, NotRestored, NoProgram.
    """
    try:
        with alone():
            manifest = archive.first(file, passphrase)
            _acceptable(manifest, replace=replace)
            with _unpacked(file, passphrase) as (folder, names):
                restored = _told(manifest, names)
                aside = places.home() / f"replaced-{now:%Y%m%dT%H%M%S}"
                if connection.vendor == "postgresql":
                    dump = folder / snapshot.NAMES["postgresql"]
                    programs.run(programs.find("pg_restore"), *_INTO, snapshot.unguarded(dump), str(dump))
                    dump.unlink()
                restored.aside = _put(folder, aside if replace else None, keys=restored.keys)
    except OSError as error:
        raise NotRestored(_("Not restored: {file}: {why}.").format(file=file, why=error.strerror)) from error
    connections.close_all()
    held = State.read(manifest["state"])
    _compare(held, state(), restored)
    database.make_ready()
    _verify(restored)
    return restored


_INTO = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")


def _told(manifest: dict[str, Any], names: list[str]) -> Restored:
    found = Restored(manifest["at"], State.read(manifest["state"]).heads, keys=manifest["keys"])
    found.attachments = sum(name.startswith("attachments/") for name in names)
    found.missing = tuple(manifest["missing"])
    return found


def _acceptable(manifest: dict[str, Any], *, replace: bool) -> None:
    """Refuse what cannot come into this home. Raises NotRestored."""
    if manifest["database"] != connection.vendor:
        told = _("Not restored: the backup is of {theirs}, and DATABASE_URL leads to {ours}.")
        raise NotRestored(told.format(theirs=manifest["database"], ours=connection.vendor))
    known = set(MigrationLoader(None).disk_migrations)
    labels = {app for app, _name in known}
    newer = [
        f"{app} {name}"
        for app, names in State.read(manifest["state"]).migrations.items()
        for name in names
        if app in labels and (app, name) not in known
    ]
    if newer:
        told = _(
            "Not restored: the backup is of version {version}, which is newer than this program ({what})."
        )
        raise NotRestored(told.format(version=manifest["version"], what=newer[0]))
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        raise NotRestored(
            _("Not restored: the database is not empty. Make a new one and name it in DATABASE_URL.")
        )
    if not replace and (there := [name for name in _HELD if (places.home() / name).exists()]):
        told = _("Not restored: {home} holds {what} already; with --replace it is put aside first.")
        raise NotRestored(told.format(home=places.home(), what=there[0]))


@contextmanager
def _unpacked(file: Path, passphrase: str | None) -> Iterator[tuple[Path, list[str]]]:
    """The members in a folder of the home, which goes afterwards. Raises Broken, NotRestored."""
    folder, names = database.restoring(), list[str]()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    room = shutil.disk_usage(folder).free

    def opened(name: str, size: int, content: IO[bytes]) -> None:
        if name == archive.MANIFEST:
            return
        if not _NAME.fullmatch(name):
            raise Broken(_("{file} holds {name!r}, which no backup does.").format(file=file, name=name[:100]))
        if size > room:
            raise NotRestored(_("Not restored: the disk of {home} has no room.").format(home=places.home()))
        at = folder / name
        at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            shutil.copyfileobj(content, written, archive.PIECE)
            written.flush()
            os.fsync(written.fileno())
        names.append(name)

    try:
        archive.read(file, passphrase, opened)
        if snapshot.NAMES[connection.vendor] not in names:
            raise Broken(_("{file} holds no database.").format(file=file))
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(folder / snapshot.NAMES["sqlite"])) as held:
                snapshot.check(held)
        yield folder, names
    except NotBackedUp as error:
        raise NotRestored(str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(folder: Path, aside: Path | None, *, keys: bool) -> Path | None:
    """Move what was unpacked to its places, the database last; whatever fails, all is as it was. Returns what was put aside.

    aside: where what is there goes first, None: nothing is there.  keys: whether the backup holds private ones.
    """
    home, moved = places.home(), list[tuple[Path, Path]]()
    unpacked = folder / snapshot.NAMES["sqlite"]
    if unpacked.exists():
        unpacked.rename(folder / "paizhu.sqlite3")
    coming = [name for name in (*_KEYS, "attachments", "texts", "paizhu.sqlite3") if (folder / name).exists()]
    try:
        if aside is not None:
            _not_in_use(home / "paizhu.sqlite3")
            aside.mkdir(mode=0o700)
            # Keys that do not come with the backup stay: they open and sign what it holds.
            for name in (*_HELD, *(name for name in _KEYS if keys and name in coming)):
                if (home / name).exists():
                    _move(home / name, aside / name, moved)
        for name in coming:
            if name == "keys" and (home / name).exists():
                _add_keys(folder / name, home / name)
            else:
                _move(folder / name, home / name, moved)
    except BaseException:
        for before, after in reversed(moved):
            after.rename(before)
        if aside is not None and aside.is_dir():
            aside.rmdir()
        raise
    return aside


def _move(before: Path, after: Path, moved: list[tuple[Path, Path]]) -> None:
    if after.exists():
        told = _("Not restored: {file} is there already; with --replace it is put aside first.")
        raise NotRestored(told.format(file=after))
    before.rename(after)
    moved.append((before, after))


def _add_keys(coming: Path, there: Path) -> None:
    """Keys that the operator put there before are kept; public ones that are not known there yet are added."""
    for file in sorted(coming.iterdir()):
        at = there / file.name
        known = at.read_text("ascii").splitlines() if at.exists() and file.suffix == ".pub" else []
        if known:
            lines = [line for line in file.read_text("ascii").splitlines() if line not in known] + known
            at.write_text("".join(f"{line}\n" for line in lines), "ascii")
        elif not at.exists():
            shutil.copy(file, at)


def _not_in_use(file: Path) -> None:
    """See that nobody has the database open. Raises NotRestored."""
    connections.close_all()
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=0)) as held:
            # Folds its log into the file, which only the last one to leave can do.
            held.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise NotRestored(
            _("Not restored: the database is in use. End the server and the worker first.")
        ) from error
    except sqlite3.DatabaseError:
        return  # damaged: reason enough to replace it


def _compare(was: State, now: State, restored: Restored) -> None:
    """What was counted at the backup is what is there now."""
    heads = {head.log: head for head in now.heads}
    for head in was.heads:
        if heads.get(head.log) != head:
            restored.findings.append(
                _("The log {log} has another head than at the backup.").format(log=head.log)
            )
    for table, count in was.rows.items():
        if now.rows.get(table) != count:
            told = _("Table {table}: {now} rows, and {was} at the backup.")
            restored.findings.append(told.format(table=table, now=now.rows.get(table), was=count))


def _verify(restored: Restored) -> None:
    for log in Log.objects.order_by("organ"):
        found = checking.verify(log)
        restored.findings += [f"{log.organ}: {said.finding(one)}" for one in found.findings]
    restored.heads = heads_now()
