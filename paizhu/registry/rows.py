"""Between records (plain values) and rows of the database: each list's table, and how its columns are called."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from paizhu.registry import models
from paizhu.registry.kinds import Kind, Level, Type
from paizhu.registry.records import Chart, Organ, Person, Post, Record, Relation, Seat

BATCH = 2_000


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
    for list_, table in TABLES.items():
        rows = table.model.objects.known(at).order_by(table.columns[0]).values_list(*table.columns)
        into = chart.of(list_)
        for row in rows.iterator(chunk_size=10_000):
            into[row[0]] = table.made(*row)
    return chart


def row_of(record: Record, at: datetime, chart: Chart) -> models.Recorded:
    """Return the new row of a record, recorded from that instant. chart: to find the post of a seat in."""
    match record:
        case Organ():
            return models.Organ(
                code_id=record.id,
                name=record.name,
                short=record.short,
                kind=record.kind.value,
                since=record.since,
                until=record.until,
                recorded_from=at,
            )
        case Relation():
            return models.Relation(
                code=record.id,
                type=record.type.value,
                source_id=record.source,
                target_id=record.target,
                since=record.since,
                until=record.until,
                basis=record.basis,
                recorded_from=at,
            )
        case Post():
            return models.Post(
                code_id=record.id,
                organ_id=record.organ,
                title=record.title,
                level=record.level.value if record.level else "",
                managed_by_id=record.managed_by or None,
                key=record.key,
                recorded_from=at,
            )
        case Person():
            return models.Person(
                code_id=record.id,
                party_member=record.party_member,
                party_member_since=record.party_member_since,
                party_member_until=record.party_member_until,
                supervised=record.supervised,
                supervised_since=record.supervised_since,
                supervised_until=record.supervised_until,
                recorded_from=at,
            )
        case Seat():
            return models.Seat(
                code=record.id,
                post_id=record.post,
                person_id=record.person,
                since=record.since,
                until=record.until,
                sole=chart.posts[record.post].is_sole,
                recorded_from=at,
            )


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
