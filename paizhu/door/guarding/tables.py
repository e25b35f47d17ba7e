"""Which tables say something of a matter, and how a row of each leads to it: found in the models, so that none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db import models

from paizhu.door.models import Matter, Notice, Participation, Recusal
from paizhu.door.rule import Reach


class Shown(StrEnum):
    """By what a row is shown. BY_MATTER: by what is seen of its matter; the others have a condition of their own."""

    BY_MATTER = "by_matter"
    MATTER = "matter"
    PARTS = "parts"
    NOTICES = "notices"
    RECUSALS = "recusals"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A table with rows about matters. of: SQL of the key of the matter of a row.  least: what has to be seen of it.

    on, by: columns with the day that a row is about, and the organ whose row it stays; "" none: so much of what is past
    as the days of rows say is shown row by row.  may_lack: rows without a matter are everybody's.
    many: pages read rows of many matters at once.
    """

    table: str
    of: str
    shown: Shown = Shown.BY_MATTER
    least: Reach = Reach.PAST
    on: str = ""
    by: str = ""
    may_lack: bool = False
    many: bool = False


# What is told of a matter in its outline already, and what a day tells apart. All others need its content.
# A wrapped key opens nothing by itself: of the rows that it opens each has its own condition.
_OVERVIEW = {
    "door_clock",
    "overdue_reminder",
    "retention_proposal",
    "retention_stub",
    "sealing_matterkey",
}
_OWN_WAY = {
    Matter: Shown.MATTER,
    Participation: Shown.PARTS,
    Notice: Shown.NOTICES,
    Recusal: Shown.RECUSALS,
}
_DAYS = {
    "door_performed": ("on", "organ"),
    "door_ground": ("on", "bearer"),
    "door_clock": ("event_on", ""),
    "remarks_remark": ("on", ""),
}
# Today reads them for all that it shows.
_MANY = {"door_clock", "door_performed"}
# They say that somebody was sent a notice or has read it, and name it by its number: nothing of the matter.
OPEN = {"mail_line", "notices_read"}


def guarded() -> tuple[Guarded, ...]:
    """Return every guarded table, by name."""
    found = (_of(model) for model in apps.get_models() if model._meta.managed)  # noqa: SLF001  Django's own way
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.table))


def _of(model: type[models.Model]) -> Guarded | None:
    table = model._meta.db_table  # noqa: SLF001
    leads = _leads(model)
    if leads is None or table in OPEN:
        return None
    on, by = _DAYS.get(table, ("", ""))
    return Guarded(
        table=table,
        of=leads,
        shown=_OWN_WAY.get(model, Shown.BY_MATTER),
        least=Reach.OVERVIEW if table in _OVERVIEW else Reach.PAST,
        on=on,
        by=by,
        may_lack=_may_lack(model),
        many=table in _MANY,
    )


def _may_lack(model: type[models.Model]) -> bool:
    """Whether there are rows about no matter: acts of administration, recusals from all matters with a party."""
    return any(field.name == "matter" and field.null for field in _ways(model))


def _leads(model: type[models.Model], table: str = "") -> str | None:
    """SQL of the key of the matter of a row; None where no way leads to one."""
    table = table or model._meta.db_table  # noqa: SLF001
    if model is Matter:
        return f"{table}.id"
    for field in _ways(model):
        column, parent = f'{table}."{field.column}"', field.related_model
        if parent is Matter or _is_matter(parent):
            return column
        further = _leads(parent)
        if further is not None:
            other = parent._meta  # noqa: SLF001
            return f'(SELECT {further} FROM {other.db_table} WHERE {other.db_table}."{other.pk.column}" = {column})'  # noqa: S608  names of ours
    return None


def _is_matter(model: type[models.Model]) -> bool:
    """Whether the model's key is that of its matter."""
    key = model._meta.pk  # noqa: SLF001
    return isinstance(key, models.OneToOneField) and key.related_model is Matter


def _ways(model: type[models.Model]) -> Iterator["models.ForeignKey[models.Model, models.Model]"]:
    """Its columns that lead elsewhere, first the one called `matter`, then a part in one: of two matters that of the part."""
    fields = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]  # noqa: SLF001
    yield from sorted(fields, key=lambda field: (field.name != "matter", field.name != "participation"))
