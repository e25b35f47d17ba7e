"""Between records (plain values) and rows of the database: each list's table, and how its columns are called."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from paizhu.norms.lasting import made_to_last
from paizhu.registry import models
from paizhu.registry.changes import Key
from paizhu.registry.kinds import Kind, Level, Type
from paizhu.registry.records import Chart, Organ, Person, Post, Record, Relation, Seat

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """columns: the row's columns in the order of the record's attributes; made: a record from their values."""

    model: type[models.Recorded]
    columns: tuple[str, ...]
    made: Callable[..., Record]
    ids: type[models.Id] | None = None


def _organ(code: str, name: str, short: str, kind: str, *days: object) -> Record:
    return Organ(code, name, short, Kind(kind), *days)  # type: ignore[arg-type]


def _relation(code: str, type_: str, *rest: object) -> Record:
    return Relation(code, Type(type_), *rest)  # type: ignore[arg-type]


def _post(code: str, organ: str, title: str, level: str, managed_by: str | None, key: bool | None) -> Record:
    return Post(code, organ, title, Level(level) if level else None, managed_by or "", key)


TABLES: dict[str, Table] = {
    "organs": Table(
        models.Organ, ("code_id", "name", "short", "kind", "since", "until"), _organ, models.OrganId
    ),
    "relations": Table(
        models.Relation, ("code", "type", "source_id", "target_id", "since", "until", "basis"), _relation
    ),
    "posts": Table(
        models.Post, ("code_id", "organ_id", "title", "level", "managed_by_id", "key"), _post, models.PostId
    ),
    "persons": Table(
        models.Person,
        (
            "code_id",
            "party_member",
            "party_member_since",
            "party_member_until",
            "supervised",
            "supervised_since",
            "supervised_until",
        ),
        Person,
        models.PersonId,
    ),
    "seats": Table(models.Seat, ("code", "post_id", "person_id", "since", "until"), Seat),
}


def read(at: datetime | None) -> Chart:
    """Return the whole registry as known at the instant; None: as it is known now."""
    chart = Chart()
    with made_to_last():
        for list_, table in TABLES.items():
            rows = table.model.objects.known(at).values_list(*table.columns)
            into = chart.of(list_)
            for row in rows.iterator(chunk_size=10_000):
                into[row[0]] = table.made(*row)
    # Not by the database: each has an order of its own.
    return chart.in_order()


def id_column(list_: str) -> str:
    """Return the column that a list has the ids of its records in."""
    return TABLES[list_].columns[0]


def known(list_: str, *conditions: Q, **values: object) -> dict[str, Record]:
    """Return those records of a list, as known now, by id, whose columns are so."""
    table = TABLES[list_]
    rows = table.model.objects.known(None).filter(*conditions, **values).values_list(*table.columns)
    return {row[0]: table.made(*row) for row in rows}


def since(at: datetime) -> tuple[Chart, list[Key]]:
    """Return what was recorded after the instant, as far as it is known now, and what is no longer known since then."""
    said, gone = Chart(), list[Key]()
    for list_, table in TABLES.items():
        told = table.model.objects.filter(Q(recorded_from__gt=at) | Q(recorded_to__gt=at))
        rows = list(told.values_list("recorded_to", *table.columns))
        said.of(list_).update({row[1]: table.made(*row[1:]) for row in rows if row[0] is None})
        ended = {row[1] for row in rows} - said.of(list_).keys()
        gone += [(list_, id_) for id_ in sorted(ended)]
    return said, gone


def values_of(record: Record, chart: Chart) -> tuple[object, ...]:
    """Return the values of a record's row in the order of `written`. chart: to find the post of a seat in."""
    match record:
        case Organ():
            return record.id, record.name, record.short, record.kind.value, record.since, record.until
        case Relation():
            ends = record.type.value, record.source, record.target
            return record.id, *ends, record.since, record.until, record.basis
        case Post():
            level = record.level.value if record.level else ""
            return record.id, record.organ, record.title, level, record.managed_by or None, record.key
        case Person():
            member = record.party_member, record.party_member_since, record.party_member_until
            supervised = record.supervised, record.supervised_since, record.supervised_until
            return record.id, *member, *supervised
        case Seat():
            sole = chart.posts[record.post].is_sole
            return record.id, record.post, record.person, record.since, record.until, sole


def written(list_: str) -> tuple[str, ...]:
    """Return the columns of a list that `values_of` fills."""
    columns = TABLES[list_].columns
    return (*columns, "sole") if list_ == Seat.LIST else columns


def add(list_: str, records: Iterable[Record], at: datetime, chart: Chart) -> None:
    """Add the rows of records of one list, recorded from that instant.

    Written out: Django takes half a minute to put 250,000 rows into words, the database three seconds to take them.
    """
    names = (*written(list_), "recorded_from")
    table = connection.ops.quote_name(TABLES[list_].model._meta.db_table)  # noqa: SLF001  Django's own name
    columns, places = ", ".join(map(connection.ops.quote_name, names)), ", ".join(["%s"] * len(names))
    instant = connection.ops.adapt_datetimefield_value(at)
    day = connection.ops.adapt_datefield_value
    rows: list[list[Any]] = [
        [*(day(v) if isinstance(v, date) else v for v in values_of(record, chart)), instant]
        for record in records
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def in_batches(items: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield the items in lists of at most BATCH."""
    batch: list[Record] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
