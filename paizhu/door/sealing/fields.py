# ruff: noqa: SLF001  Django's own way to the table of a field
"""A text column that is sealed in the rows of sealed matters, and lies open in all others.

In memory a value is text. It is opened when it is first looked at, with the key of the row's matter; what was read from the
database otherwise (`values`) is `Sealed`, which is no text.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from paizhu.door.sealing import cipher, keyring
from paizhu.door.sealing.cipher import MARK, Place
from paizhu.door.secrecy import is_sealed
from paizhu.norms.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value as it is kept."""

    kept: str

    def __str__(self) -> str:
        """It is no text: whoever wants that reads the row."""
        raise TypeError("a sealed value is opened by its row only")


class _Opened(DeferredAttribute):
    """The value of a row: opened when it is first looked at."""

    field: "SealedField"

    def __get__(self, row: models.Model | None, of: Any = None) -> Any:
        if row is None:
            return self
        value = super().__get__(row, of)
        if isinstance(value, Sealed):
            value = self.field.opened(row, value)
            row.__dict__[self.field.attname] = value
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Text; for rows of sealed matters kept sealed. "" is kept as it is. Its model is a `SealedRow`."""

    descriptor_class = _Opened

    def deconstruct(self) -> Any:
        """Say that the column is one of text: for the database it is nothing else."""
        name, _path, given, named = super().deconstruct()
        return name, "django.db.models.TextField", given, named

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """Return what is sealed as such."""
        return Sealed(value) if isinstance(value, str) and value.startswith(MARK) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return what is kept."""
        return value.kept if isinstance(value, Sealed) else super().get_prep_value(value)

    def pre_save(self, row: Any, add: bool) -> Any:
        """Return what is to be kept of the row's value."""
        held = row.__dict__.get(self.attname)
        if isinstance(held, Sealed):
            return held
        text = super().pre_save(row, add)
        matter = row.sealing_matter
        if text and matter is not None and is_sealed(matter):
            secret = keyring.key_of(matter, make=True)
            return Sealed(cipher.sealed(secret, self.place(row, matter.reference), text))
        if isinstance(text, str) and text.startswith(MARK):
            raise InvalidInput(_("A text cannot begin with this control character; nothing was changed."))
        return text

    def opened(self, row: Any, value: Sealed) -> str:
        """Return the text of a value of a row. Raises KeyUnusable, Damaged."""
        matter = row.sealing_matter
        return cipher.opened(keyring.key_of(matter), self.place(row, matter.reference), value.kept)

    def place(self, row: Any, reference: str) -> Place:
        """Return the place of the column's value in a row."""
        assert self.column is not None
        return Place(reference, self.model._meta.db_table, self.column, row.sealing_row)
