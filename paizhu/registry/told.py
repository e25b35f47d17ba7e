"""What one change told: record by record, before and after."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from paizhu.registry import models
from paizhu.registry.changes import Outcome, outcomes
from paizhu.registry.records import LISTS, Chart, Record
from paizhu.registry.rows import TABLES

Told = tuple[Outcome, Record]  # what happened, and the record as it is said now, or was last


def told(change: models.Change, list_: str, start: int, count: int) -> list[Told]:
    """Return some of what a change told of one list, from `start` (0 is the first) on, in the order it was recorded."""
    columns = TABLES[list_].columns
    rows = list(_rows(change, list_).values_list("recorded_from", *columns)[start : start + count])
    made = TABLES[list_].made
    new = {row[1]: made(*row[1:]) for row in rows if row[0] == change.at}
    gone = {row[1]: made(*row[1:]) for row in rows if row[0] != change.at}
    own = {f"{columns[0]}__in": list(new)}
    replaced = TABLES[list_].model.objects.filter(recorded_to=change.at, **own).values_list(*columns)
    before, after = Chart(), Chart()
    before.of(list_).update({row[0]: made(*row) for row in replaced})
    after.of(list_).update(new)
    found = outcomes(before, after, [(list_, id_) for id_ in gone])
    return [(outcome, (new | gone)[outcome.id_]) for outcome in found]


def touched(change: models.Change) -> dict[str, int]:
    """Return how many records of each list a change told; lists that it did not touch are left out."""
    counted = {
        list_: sum(count for verdict, count in own.items() if verdict != "unchanged")
        for list_, own in change.counts.items()
    }
    return {list_: counted[list_] for list_ in LISTS if counted.get(list_)}


def _rows(change: models.Change, list_: str) -> QuerySet[models.Recorded]:
    """The rows that the change added, and those that it ended without putting another in their place."""
    table, column = TABLES[list_].model, TABLES[list_].columns[0]
    instead = table.objects.filter(**{column: OuterRef(column)}, recorded_from=change.at)
    ended = Q(recorded_to=change.at) & ~Exists(instead)
    return table.objects.filter(Q(recorded_from=change.at) | ended).order_by("pk")
