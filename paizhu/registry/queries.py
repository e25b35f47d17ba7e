"""What can be seen of the registry: as it holds on a day, as it was known on a day."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

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


def last_change() -> datetime | None:
    """Return the instant of the last change; None when nothing was ever recorded. The same instant: the same data."""
    return models.Change.objects.order_by("-at").values_list("at", flat=True).first()


def as_known(list_: str, id_: str, at: datetime | None) -> Record | None:
    """Return one record as known at the instant; None where it was not known."""
    table = rows.TABLES[list_]
    own = {table.columns[0]: id_}
    found = table.model.objects.known(at).filter(**own).values_list(*table.columns).first()
    return table.made(*found) if found else None
