"""Guarding a database, by the owner of its tables: functions, policies, and what the application's role may do at all."""

from hashlib import sha256

from django.db import connection, transaction
from django.utils.translation import gettext as _

from paizhu.door.guarding import functions, policies
from paizhu.guard import keys
from paizhu.norms.errors import PaizhuError

# What the application may do with the tables. Not TRUNCATE, which asks no policy; nothing in the schema of the functions.
_MAY = "SELECT, INSERT, UPDATE, DELETE"


class NotGuarded(PaizhuError):
    """The database could not be guarded; nothing was changed."""

    code = "guard.not_guarded"


def guard(role: str) -> None:
    """Give the rule of who sees what to the database, for the role of the application; or give it anew. Raises NotGuarded.

    Makes the key in the home, and gives it to the database. All in one transaction, as the owner of the tables.
    """
    _check(role)
    quoted, owner = _quoted(role), _quoted(_user())
    secret = keys.made()
    made = [*functions.statements(), *policies.statements(quoted, owner)]
    with transaction.atomic(), connection.cursor() as cursor:
        _take_away(cursor)
        cursor.execute("CREATE SCHEMA guard")
        cursor.execute(
            "CREATE TABLE guard.secret (role text PRIMARY KEY, secret bytea NOT NULL, made text NOT NULL)"
        )
        cursor.execute("INSERT INTO guard.secret VALUES (%s, %s, %s)", [role, secret, _digest(made)])
        for statement in made:
            cursor.execute(statement)
        for statement in _rights(quoted):
            cursor.execute(statement)
    _look_for_key()


def unguard() -> None:
    """Take the policies away; the role of the application keeps what it may do, and reads as before there were any."""
    if connection.vendor != "postgresql":
        raise NotGuarded(_("Only a database of PostgreSQL can be guarded."))
    _check_owner()
    with transaction.atomic(), connection.cursor() as cursor:
        _take_away(cursor)
    keys.forget()
    _look_for_key()


def guarded_for() -> str | None:
    """Return the role for which the database was guarded; None where it is not. Only for the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('guard.secret') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT role FROM guard.secret")
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def is_present() -> bool:
    """Return whether the database is of the guarded kind, as every role can tell."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('guard') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def owns() -> bool:
    """Return whether the role of this connection owns the tables, or may do what their owner may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('public.door_matter')"
        )
        row = cursor.fetchone()
    return row is not None and bool(row[0])


def _check(role: str) -> None:
    if connection.vendor != "postgresql":
        raise NotGuarded(_("Not guarded: only a database of PostgreSQL can be."))
    _check_owner()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcanlogin, pg_has_role(oid, current_user::regrole, 'MEMBER') "
            "FROM pg_roles WHERE rolname = %s",
            [role],
        )
        row = cursor.fetchone()
    if row is None:
        told = _("Not guarded: there is no role {role}. Make it first: createuser --login {role}")
        raise NotGuarded(told.format(role=role))
    superuser, bypasses, _login, owner = row
    if superuser or bypasses or owner:
        told = _(
            "Not guarded: the role {role} is above the policies (superuser, BYPASSRLS, or the owner of the tables)."
        )
        raise NotGuarded(told.format(role=role))


def _check_owner() -> None:
    if not owns():
        told = _("Not done: {user} does not own the tables. Run it as their owner (DATABASE_URL).")
        raise NotGuarded(told.format(user=_user()))


def _take_away(cursor: object) -> None:
    """All policies of ours, and the functions that they call."""
    execute = cursor.execute  # type: ignore[attr-defined]
    execute(
        "SELECT polname, c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
        "WHERE c.relnamespace = 'public'::regnamespace"
    )
    found = cursor.fetchall()  # type: ignore[attr-defined]
    for name, table in found:
        execute(f"DROP POLICY {_quoted(name)} ON public.{_quoted(table)}")
    for table in sorted({table for _name, table in found}):
        execute(
            f"ALTER TABLE public.{_quoted(table)} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY"
        )
    execute("DROP SCHEMA IF EXISTS guard CASCADE")


def _rights(role: str) -> list[str]:
    return [
        f"REVOKE ALL ON SCHEMA public FROM {role}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        # A table or type of a session's own comes before ours wherever a name is looked up, as in triggers.
        f"REVOKE CREATE, TEMPORARY ON DATABASE {_quoted(_database())} FROM PUBLIC, {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT {_MAY} ON ALL TABLES IN SCHEMA public TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT USAGE ON SCHEMA guard TO {role}",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA guard FROM PUBLIC",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA guard TO {role}",
        *(f"GRANT SELECT ON {view} TO {role}" for view in functions.VIEWS),
        "REVOKE ALL ON guard.secret FROM PUBLIC",
    ]


def _look_for_key() -> None:
    """This connection is older than the key."""
    connection.look_for_key()  # type: ignore[attr-defined]  # of our own engine


def _digest(made: list[str]) -> str:
    return sha256("\n".join(made).encode()).hexdigest()


def _user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
