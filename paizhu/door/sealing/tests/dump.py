"""Everything that the database holds, as an owner of it would read it."""

from django.db import connection

from paizhu.door.models import Matter
from paizhu.guard import beyond


@beyond.reading(beyond.Why.VERIFYING)
def dump() -> str:
    """Return every value of every table, one after the other."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor.fetchall() for v in row
            ]
    return "\n".join(found)


def value_of(model: type, column: str, matter: Matter) -> str:
    """Return a value of a matter's row as the database has it."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE matter_id = %s", [matter.pk])
        return str(cursor.fetchone()[0])


def set_value(model: type, column: str, matter: Matter, value: str) -> None:
    """Write a value of a matter's row past everything."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE matter_id = %s", [value, matter.pk])
