"""What can be seen of the registry: as it holds on a day, as it was known on a day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from paizhu.guard.rows import row
from paizhu.registry import models, rows
from paizhu.registry.records import Chart, Record


def instant_after(day: date | None) -> datetime | None:
    """Return the last instant of a local day, which stands for "as known on that day"; None for None."""
    if day is None:
        return None
    following = datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
    return following - timedelta(microseconds=1)


def chart(known: date | None = None) -> Chart:
    """Return the registry as known at the end of that day; None: as it is known now."""
    return rows.read(instant_after(known))


def last_change(known: date | None = None) -> datetime | None:
    """Return the instant of the last change up to the end of that day (None: of all); None when there is none.

    The same instant: the same data.
    """
    at = instant_after(known)
    if at is None:
        return _last_of_all()
    return models.Change.objects.filter(at__lte=at).order_by("-at").values_list("at", flat=True).first()


def _last_of_all() -> datetime | None:
    last = row("SELECT at FROM registry_change ORDER BY at DESC LIMIT 1", unguarded=True)
    return None if last is None else instant(last[0])


def instant(value: datetime) -> datetime:
    """Return an instant as a cursor gives it: SQLite knows no time zone, and keeps UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def was_change(at: datetime) -> bool:
    """Return whether there was a change at that very instant."""
    return models.Change.objects.filter(at=at).exists()


def ids(list_: str) -> Iterator[str]:
    """Yield the ids of the records of a list that are known now."""
    known = rows.TABLES[list_].model.objects.known(None)
    yield from known.values_list(rows.id_column(list_), flat=True).iterator(chunk_size=10_000)


def names(list_: str) -> dict[str, str]:
    """Return what the organs or posts that are known now are called, by id. list_: organs or posts."""
    called = {"organs": "name", "posts": "title"}[list_]
    known = rows.TABLES[list_].model.objects.known(None)
    return dict(known.values_list(rows.id_column(list_), called))


def as_known(list_: str, id_: str, at: datetime | None) -> Record | None:
    """Return one record as known at the instant; None where it was not known."""
    table = rows.TABLES[list_]
    own = {table.columns[0]: id_}
    found = table.model.objects.known(at).filter(**own).values_list(*table.columns).first()
    return table.made(*found) if found else None
