# ruff: noqa: SLF001  Django's own way to a model's fields
"""Tables with sealed columns: a row of a sealed matter is never written without its key, whichever way it is written."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models, transaction

from paizhu.door.sealing import keyring
from paizhu.door.sealing.fields import Sealed, SealedField
from paizhu.door.secrecy import is_sealed

if TYPE_CHECKING:
    from paizhu.door.models import Matter

_M = TypeVar("_M", bound=models.Model)
_LAST = """SELECT MAX(
    COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0),
    COALESCE((SELECT MAX({column}) FROM {table}), 0))"""


class SealedRows(models.QuerySet[_M]):
    """Writes by rows where a column is sealed: each value is bound to its own row."""

    def update(self, **values: Any) -> int:
        """Update, row by row where a sealed column has something to say."""
        names = {field.name for field in sealed_fields(self.model)}
        if not any(values[name] for name in names & values.keys()):
            return super().update(**values)
        with transaction.atomic():
            rows = list(self.select_for_update() if connection.vendor == "postgresql" else self)
            for row in rows:
                row.save(update_fields=[_set(row, name, value) for name, value in values.items()])
        return len(rows)

    def bulk_create(self, objs: Iterable[_M], *args: Any, **more: Any) -> list[_M]:
        """Create; rows of sealed matters know their keys before they are written."""
        found = list(objs)
        reserve(found)
        made: list[_M] = super().bulk_create(found, *args, **more)
        for row in made:
            if _is_matter(row):
                keyring.settle(row)  # type: ignore[arg-type]
        return made

    def bulk_update(self, objs: Iterable[_M], fields: Iterable[str], *args: Any, **more: Any) -> int:
        """Update, row by row where a column is sealed."""
        found, names = list(objs), list(fields)
        if not {field.name for field in sealed_fields(self.model)}.intersection(names):
            return super().bulk_update(found, names, *args, **more)
        with transaction.atomic():
            for row in found:
                row.save(update_fields=names)
        return len(found)

    def _fetch_all(self) -> None:
        """Read the keys of all matters of a list at once."""
        super()._fetch_all()
        if self.model._meta.label == "door.Matter":
            held: list[Any] = [row for row in self._result_cache or () if _has_sealed(row)]
            if held:
                keyring.hold_all(held)


class SealedRow(models.Model):
    """A row with sealed columns."""

    objects = SealedRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **more: Any) -> None:
        """Save; a new row of a sealed matter knows its key before it is written."""
        if _is_matter(self) and _is_of_sealed(self):
            with transaction.atomic():
                super().save(*args, **more)
                keyring.settle(self)  # type: ignore[arg-type]
            return
        reserve([self])
        super().save(*args, **more)

    @property
    def sealing_matter(self) -> "Matter | None":
        """The matter whose key seals this row; None: nothing is sealed."""
        matter: Matter | None = self.matter  # type: ignore[attr-defined]
        return matter

    @property
    def sealing_row(self) -> str:
        """What tells this row from all others of its table."""
        return str(self.pk)


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """Return the sealed columns of a table."""
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def _set(row: models.Model, name: str, value: Any) -> str:
    """Give a row a value as `update` takes it, where a row of another table may be named by its key; return the column."""
    field = row._meta.get_field(name)
    setattr(row, field.attname, value.pk if isinstance(value, models.Model) else value)  # type: ignore[union-attr]
    return name


def reserve(rows: list[Any]) -> None:
    """Give those rows their keys that the database would give them, since values are bound to them."""
    need = [row for row in rows if row.pk is None and not _is_matter(row) and _is_of_sealed(row)]
    if need:
        for row, key in zip(need, _next_keys(type(need[0]), len(need)), strict=True):
            row.pk = key


def _is_of_sealed(row: SealedRow) -> bool:
    matter = row.sealing_matter
    return matter is not None and is_sealed(matter)


def _next_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys that no other row will get: from the sequence; on SQLite, which writes one at a time, in the transaction."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(statement, [table, column, count])
            return [int(key) for (key,) in cursor.fetchall()]
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError("sealed rows are written in a transaction")
        cursor.execute(_LAST.format(table=table, column=column), [table])
        last = int(cursor.fetchone()[0])
        return list(range(last + 1, last + 1 + count))


def _has_sealed(row: Any) -> bool:
    return isinstance(row, models.Model) and any(isinstance(value, Sealed) for value in row.__dict__.values())


def _is_matter(row: models.Model) -> bool:
    return row._meta.label == "door.Matter"
