"""The database made ready: by `paizhu up`, and by the first command that needs the registry."""

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
        super().__init__(_("The database cannot be used: {why}").format(why=why))


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


def make_ready() -> None:
    """Bring the database to the present form. The home, which nobody but its owner may enter, is made first."""
    if connection.vendor == "sqlite":
        places.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _known_migrations() <= MigrationRecorder(connection).applied_migrations().keys():
        call_command("migrate", interactive=False, verbosity=0)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """All migrations that this release brings, by app and name. To read them from disk takes longer than an import."""
    return frozenset(MigrationLoader(None).disk_migrations)


def close() -> None:
    """Close every connection: SQLite then folds its journal into the file, so that the file alone is the data."""
    connections.close_all()
