"""Statements that every page asks: written out, and read past the layers that the ORM needs.

Made by the ORM such a statement takes several times as long as it runs, and through Django's cursor still half as long
again. PostgreSQL plans one the first times a connection asks it, and not again: so what differs from page to page, such as
how many keys are asked for, is a value and no part of the statement.
"""

import json
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
Asked = tuple[str, Sequence[Any]]  # a statement with its values
# Tables that say nothing of a matter and have no policy (a test compares), and are read before it is known who asks.
UNGUARDED = frozenset(
    {
        "accounts_account",
        "django_session",
        "door_calendaryear",
        "kin_kinship",
        "registry_change",
        "registry_organ",
        "registry_post",
        "registry_seat",
    }
)
_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+([^\s()]+)", re.IGNORECASE)


def rows(statement: str, values: Sequence[Any] = (), *, unguarded: bool = False) -> list[Row]:
    """Return the rows of a statement that reads. values: for its places, `%s`, in their order.

    unguarded: it reads tables of UNGUARDED only, so no ticket needs to be presented for it; the one of whoever read before may
    still be there.
    """
    assert not unguarded or _reads_unguarded(statement)
    database = _database()
    if _is_listened_to(database):
        with database.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    database.ensure_connection()
    database.validate_no_broken_transaction()
    if database.vendor == "sqlite":
        with database.wrap_database_errors:
            found: list[Row] = database.connection.execute(_in_sqlite(statement), values).fetchall()
            return found
    planned: list[Row] = database.planned(statement, values, unguarded=unguarded)  # type: ignore[attr-defined]  # of our engine
    return planned


def row(statement: str, values: Sequence[Any] = (), *, unguarded: bool = False) -> Row | None:
    """Return the first row of a statement that gives one or none. unguarded: see `rows`."""
    return next(iter(rows(statement, values, unguarded=unguarded)), None)


def there_are(asked: Sequence[Asked]) -> tuple[bool, ...]:
    """Return of each statement whether it gives any row; all of them by one, or by none where there is none."""
    if not asked:
        return ()
    whether = ", ".join(f"EXISTS ({statement})" for statement, _values in asked)
    (found,) = rows(f"SELECT {whether}", [value for _statement, values in asked for value in values])
    return tuple(bool(one) for one in found)


def among(keys: Collection[int] | Collection[str]) -> tuple[str, list[Any]]:
    """Return the condition that what stands before it is one of these keys, however many, and its value."""
    if _database().vendor == "postgresql":
        return "= ANY(%s)", [list(keys)]
    return "IN (SELECT value FROM json_each(%s))", [json.dumps(list(keys))]


def _database() -> BaseDatabaseWrapper:
    """The connection itself: each look through `django.db.connection` takes as long as a small statement's row."""
    return connections[DEFAULT_DB_ALIAS]


def _is_listened_to(database: BaseDatabaseWrapper) -> bool:
    """Whether somebody counts queries or looks at them; the engine itself always does."""
    return database.queries_logged or len(database.execute_wrappers) > (database.vendor == "postgresql")


@lru_cache(maxsize=256)
def _reads_unguarded(statement: str) -> bool:
    return {name for name in _TABLE.findall(statement) if name != "json_each"} <= UNGUARDED


@lru_cache(maxsize=256)
def _in_sqlite(statement: str) -> str:
    return statement.replace("%s", "?").replace("%%", "%")
