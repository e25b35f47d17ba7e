"""Whether the database is guarded, and for the very role that looks: what `paizhu doctor` says of it."""

from dataclasses import dataclass

from django.db import connection

from paizhu.door.guarding import installing, policies
from paizhu.guard import beyond, keys


@dataclass(frozen=True, slots=True)
class Guarding:
    """installed: there are policies.  owner: this connection's role owns the tables.  above: it is superuser or bypasses them.

    open: tables that should have policies and have none, or not for their owner.  key: the home has a key.
    fits: the database knows that key.
    """

    installed: bool
    owner: bool
    above: bool
    open: tuple[str, ...]
    key: bool
    fits: bool


def look() -> Guarding:
    """Return how it stands. Only for PostgreSQL; a few queries."""
    installed, owner = installing.is_present(), installing.owns()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (above,) = cursor.fetchone()
        cursor.execute(
            "SELECT c.relname, count(p.polname) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity GROUP BY 1"
        )
        held = dict(cursor.fetchall())
    lacking = tuple(table for table in policies.tables() if not held.get(table))
    return Guarding(installed, owner, bool(above), lacking, keys.is_there(), installed and _fits())


def _fits() -> bool:
    """Whether a ticket that is signed with the home's key is taken."""
    with beyond.reading(beyond.Why.KEYS), connection.cursor() as cursor:
        cursor.execute("SELECT (guard.held()).opens IS NOT NULL")
        return bool(cursor.fetchone()[0])
