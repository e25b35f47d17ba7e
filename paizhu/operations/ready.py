"""Whether this process can answer requests: database there, in the form of this program, pack in use."""

import logging

from django.db import DatabaseError, connection

from paizhu.norms.errors import PaizhuError
from paizhu.opened import opened
from paizhu.registry import database

_log = logging.getLogger("paizhu.ready")


class _Known:
    """The list of migrations that was last found to be as it should; only another one is looked at again."""

    def __init__(self) -> None:
        self.last: tuple[object, ...] | None = None


_known = _Known()


def not_ready() -> list[str]:
    """Return what is amiss: `database`, `migrations`, `pack`; nothing when all is well."""
    amiss = [] if _pack_opens() else ["pack"]
    try:
        return amiss + ([] if _migrated() else ["migrations"])
    except DatabaseError as error:
        _log.warning("database: %s", type(error).__name__)
        connection.close()
        return [*amiss, "database"]


def _migrated() -> bool:
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
        except DatabaseError:
            if connection.is_usable():
                return False  # an empty database
            raise
        now = cursor.fetchone()
    if now == _known.last:
        return True
    _known.last = None if any(database.migrations_amiss()) else now
    return _known.last is not None


def _pack_opens() -> bool:
    try:
        opened()
    except (PaizhuError, OSError):
        return False
    return True
