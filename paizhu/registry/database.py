"""The database made ready: by `paizhu up`, and by the first command that needs the registry."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from paizhu import places
from paizhu.norms.errors import PaizhuError

_made_ready: set[str] = set()


class Unusable(PaizhuError):
    """The database cannot be reached or used; nothing was changed."""

    code = "registry.database"

    def __init__(self, error: DatabaseError) -> None:
        # The first line says what; the rest may show how the connection was made.
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        told = _("The database cannot be used: {why}")
        if is_read_only(error):
            told = _("Not done: the database can be read, and takes no changes at the moment ({why}).")
        super().__init__(told.format(why=why))


# SQLSTATE of PostgreSQL: a transaction that may not write, as on a stand-by.
_READ_ONLY = "25006"


def is_read_only(error: BaseException) -> bool:
    """Return whether a database refused a change because it takes none: a stand-by, or a file that cannot be written."""
    return getattr(error.__cause__, "sqlstate", "") == _READ_ONLY or (
        isinstance(error, DatabaseError) and "readonly database" in str(error)
    )


def takes_changes() -> bool:
    """Return whether the database can be written, as it says itself. Raises DatabaseError."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return "mode=memory" in name or os.access(name, os.W_OK)
    with connection.cursor() as cursor:
        cursor.execute("SHOW default_transaction_read_only")
        (by_default,) = cursor.fetchone()
        cursor.execute("SELECT pg_is_in_recovery()")
        (stands_by,) = cursor.fetchone()
    return by_default == "off" and not stands_by


class Unfinished(PaizhuError):
    """A restore was stopped half way: what lies in the home is not whole."""

    code = "registry.unfinished"


class Newer(PaizhuError):
    """A newer version of the program has used the database; this one could spoil it."""

    code = "registry.newer"


class NotTheOwner(PaizhuError):
    """The tables have to be changed, and belong to another role than the one that connects."""

    code = "registry.owner"


def restoring() -> Path:
    """Return the folder that is in the home while a backup is restored into it, and at no other time."""
    return places.home() / ".restoring"


def exists() -> bool:
    """Return whether there is a database at all; a SQLite file appears with the first thing that is recorded."""
    if connection.vendor != "sqlite":
        return _has_tables()
    # In tests the database lies in memory.
    name = str(connection.settings_dict["NAME"])
    return "mode=memory" in name or Path(name).exists()


def _has_tables() -> bool:
    """Whether the database was ever made ready; once it was it stays so, and need not be asked with every request."""
    settings = connection.settings_dict
    place = f"{settings['HOST']} {settings['PORT']} {settings['NAME']}"
    if place not in _made_ready and connection.introspection.table_names():
        _made_ready.add(place)
    return place in _made_ready


def make_ready(begins: Callable[[], None] = lambda: None) -> None:
    """Bring the database to the present form. The home, which nobody but its owner may enter, is made first.

    begins: called before tables are made or changed, which takes a while. Raises Unfinished after a restore that was stopped,
    Newer for a database of a later version.
    """
    if restoring().exists():
        told = _("A restore into {home} was not finished: run it again, with --replace.")
        raise Unfinished(told.format(home=places.home()))
    if connection.vendor == "sqlite":
        places.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    lacking, newer = migrations_amiss()
    if newer:
        told = _("The database is of a newer version of Paizhu ({what}); nothing was changed.")
        raise Newer(told.format(what=newer[0]))
    if lacking:
        if not _may_change():
            told = _(
                "The database is of an older version, and this role may not change its tables; nothing was changed. "
                "As their owner: `paizhu database upgrade`."
            )
            raise NotTheOwner(told)
        begins()
        call_command("migrate", interactive=False, verbosity=0)


def _may_change() -> bool:
    """Whether the role that connects owns the tables; where there are none yet, whoever makes them will."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class "
            "WHERE oid = to_regclass('django_migrations')"
        )
        row = cursor.fetchone()
    return row is None or bool(row[0])


def migrations_amiss() -> tuple[list[str], list[str]]:
    """Return the migrations that the database lacks, and those of later versions: of our applications, and not known here."""
    applied, known = set(MigrationRecorder(connection).applied_migrations()), _known_migrations()
    apps = {app for app, _name in known}
    newer = {(app, name) for app, name in applied - known if app in apps}
    return _named(known - applied), _named(newer)


def _named(migrations: set[tuple[str, str]] | frozenset[tuple[str, str]]) -> list[str]:
    return sorted(f"{app} {name}" for app, name in migrations)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """All migrations that this release brings, by app and name. To read them from disk takes longer than an import."""
    return frozenset(MigrationLoader(None).disk_migrations)


def close() -> None:
    """Close every connection: SQLite then folds its journal into the file, so that the file alone is the data."""
    connections.close_all()
