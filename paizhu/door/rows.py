"""Matters read by statements that are written out: made by the ORM they take several times as long.

What is sealed stays sealed until it is looked at, as in rows that the ORM makes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from paizhu.door.models import Matter
from paizhu.door.sealing import keyring
from paizhu.door.sealing.fields import Sealed
from paizhu.door.sealing.rows import sealed_fields

_NAMES = [field.attname for field in Matter._meta.concrete_fields]  # noqa: SLF001  Django's own way to the columns
# In the order in which `made` takes them; each is quoted as it stands.
COLUMNS = ", ".join(_NAMES)
_SEALED = [(_NAMES.index(field.attname), field) for field in sealed_fields(Matter)]


def made(rows: Iterable[Sequence[Any]]) -> list[Matter]:
    """Return the matters of rows of `COLUMNS`, in their order; a further query where any is sealed."""
    found, sealed = [], []
    for row in rows:
        values = list(row)
        for place, field in _SEALED:
            values[place] = field.from_db_value(values[place], None, connection)
        matter = Matter.from_db(connection.alias, _NAMES, values)
        found.append(matter)
        if any(isinstance(values[place], Sealed) for place, _field in _SEALED):
            sealed.append(matter)
    if sealed:
        keyring.hold_all(sealed)
    return found
