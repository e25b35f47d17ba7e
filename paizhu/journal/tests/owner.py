"""Writing to the record past its triggers, as whoever owns the database can."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def as_owner() -> Iterator[None]:
    """Be the owner of the database within the body, where tests run as the role of the product."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_user), current_user = session_user")
        role, is_owner = cursor.fetchone()
        cursor.execute("RESET ROLE")
        yield
        if not is_owner:
            cursor.execute(f"SET ROLE {role}")


@contextmanager
def past_triggers() -> Iterator[None]:
    """Let the body write to tables of the record whatever it likes; the triggers are in place again afterwards."""
    with as_owner(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
