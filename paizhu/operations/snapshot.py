"""One moment of the database, while others go on writing: read within it, and copied whole."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from paizhu.door.guarding import installing
from paizhu.operations import programs
from paizhu.operations.errors import NotBackedUp

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


@contextmanager
def moment() -> Iterator[None]:
    """Let the body read, and copy, one state of the database. Nobody waits for it, on either database."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        # Not atomic(): on SQLite that would take the lock of writers.
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if postgresql else "BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def copy(at: Path) -> None:
    """Copy the moment's database into a file. Raises NotBackedUp, NoProgram."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={at}")
        # The owner of guarded tables has a policy that opens all of them; the key of tickets stays where it is.
        guarded = (
            ("--enable-row-security", "--exclude-table-data=guard.secret") if installing.is_present() else ()
        )
        programs.run(programs.find("pg_dump"), *words, *guarded)
        return
    assert connection.connection is not None
    with closing(sqlite3.connect(at)) as target:
        connection.connection.backup(target)
        # One file, without a log beside it.
        target.execute("PRAGMA journal_mode=DELETE")
        check(target)


def check(database: sqlite3.Connection) -> None:
    """See that a SQLite file is whole. Raises NotBackedUp."""
    found = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"] or database.execute("PRAGMA foreign_key_check").fetchone():
        raise NotBackedUp(_("The database is damaged: {what}").format(what=found[0]))


# What `paizhu database guard` makes, in the words of pg_restore's list: roles that it is for may not be there.
_GUARD = re.compile(r"; \d+ \d+ (POLICY |ROW SECURITY |SCHEMA - guard |\w+( \w+)* guard )")


def unguarded(dump: Path) -> str:
    """Return the word that lets pg_restore leave row-level security out: the database is guarded anew where it is wanted.

    Raises NoProgram.
    """
    listed = programs.listed(programs.find("pg_restore"), dump)
    kept = dump.with_suffix(".list")
    kept.write_text("".join(line for line in listed if not _GUARD.search(line)), "utf-8")
    return f"--use-list={kept}"
