"""Matters read by statements that are written out: made by the ORM they take several times as long.

What is sealed stays sealed until it is looked at, as in rows that the ORM makes.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models.base import ModelState

from paizhu.door.models import Matter
from paizhu.door.sealing import keyring
from paizhu.door.sealing.fields import Sealed
from paizhu.door.sealing.rows import sealed_fields
from paizhu.guard.rows import rows

NAMES = tuple(field.attname for field in Matter._meta.concrete_fields)  # noqa: SLF001  Django's own way to the columns
_SEALED = tuple(field for field in sealed_fields(Matter))


def columns(names: Sequence[str] = NAMES) -> str:
    """Return these columns as a statement names them, in the order in which `made` takes them."""
    return ", ".join(names)


def made(rows: Iterable[Sequence[Any]], names: Sequence[str] = NAMES) -> list[Matter]:
    """Return the matters of rows of these columns, in their order; a further query where any is sealed.

    What the rows leave out is read when it is looked at, each by a query of its own.
    """
    database = connection.alias
    fields = [(names.index(field.attname), field) for field in _SEALED if field.attname in names]
    found, sealed = [], []
    for row in rows:
        matter = _of(dict(zip(names, row, strict=True)), database)
        found.append(matter)
        for place, field in fields:
            value = field.from_db_value(row[place], None, connection)
            if isinstance(value, Sealed):
                matter.__dict__[field.attname] = value
                sealed.append(matter)
    if sealed:
        keyring.hold_all(sealed)
    return found


# The nominal day, which lies behind all that are late, may be an earlier one. Not EXISTS: for that PostgreSQL may gather the
# clocks of all matters first.
_LATE = """m.due < %s AND (SELECT TRUE FROM door_clock c
    WHERE c.matter_id = m.id AND c.stopped_on IS NULL AND c.due < %s LIMIT 1) IS NOT NULL"""


def by_key(is_one: str, values: Sequence[Any], on: date) -> tuple[dict[int, Matter], set[int]]:
    """Return matters by key, and the keys of those of which a clock ran out before the day.

    is_one: the condition that a key is one of those that are wanted, with its values (`paizhu.guard.rows.among`).
    """
    day = connection.ops.adapt_datefield_value(on)
    statement = f"SELECT {_LATE}, {columns()} FROM door_matter m WHERE m.id {is_one}"  # noqa: S608  names of ours
    found = rows(statement, [day, day, *values])
    matters = {matter.pk: matter for matter in made(row[1:] for row in found)}
    return matters, {key for key, row in zip(matters, found, strict=True) if row[0]}


def _of(values: dict[str, Any], database: str) -> Matter:
    """A row as it stands: to set each of twenty columns by its descriptor takes longer than to read them."""
    matter = Matter.__new__(Matter)
    matter.__dict__.update(values)
    matter._state = ModelState()  # noqa: SLF001
    matter._state.adding, matter._state.db = False, database  # noqa: SLF001
    return matter
