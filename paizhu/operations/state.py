"""What a database holds, in figures that two copies of it can be compared by: the heads of its logs, rows by table."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from paizhu.journal import heads
from paizhu.journal.models import Log

# What comes and goes with requests and is no data of anybody's.
_PASSING = {"django_session", "accounts_throttle"}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a log. root: of its tree (RFC 9162), in hexadecimal."""

    log: str
    length: int
    root: str


@dataclass(frozen=True, slots=True)
class State:
    """heads: by log.  rows: by table, without sessions and the like.  migrations: by application, in order."""

    heads: tuple[Head, ...]
    rows: dict[str, int]
    migrations: dict[str, list[str]]

    def written(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    @classmethod
    def read(cls, written: dict[str, Any]) -> "State":
        """Return it from plain data. Raises KeyError and TypeError where it is none."""
        found = tuple(Head(**head) for head in written["heads"])
        return cls(found, dict(written["rows"]), dict(written["migrations"]))


def state() -> State:
    """Return what the database holds. Counts every table: for backups, not for pages."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - _PASSING)
        rows = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of tables
            rows[table] = cursor.fetchone()[0]
    return State(heads_now(), rows, applied())


def heads_now() -> tuple[Head, ...]:
    """Return the heads of all logs as they follow from the stored hashes."""
    found = Log.objects.order_by("organ")
    return tuple(Head(log.organ, log.length, heads.root(log, log.length).hex()) for log in found)


def applied() -> dict[str, list[str]]:
    """Return the migrations that the database has, by application."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, name in cursor.fetchall():
            found.setdefault(app, []).append(name)
    return found
