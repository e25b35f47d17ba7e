"""What was recorded of an organ, when and from what source: every change, and what it changed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from paizhu.registry import models
from paizhu.registry.changes import Outcome, outcomes
from paizhu.registry.queries import instant_after
from paizhu.registry.records import Chart, Organ, Post, Record, Relation, Seat
from paizhu.registry.rows import TABLES


@dataclass(frozen=True, slots=True)
class Recorded:
    """One record as it was told by one change. outcome None: it was withdrawn."""

    at: datetime
    source: str
    reason: str  # "" where none was given
    record: Record
    outcome: Outcome | None

    @property
    def withdrawn(self) -> bool:
        return self.outcome is None


def history(organ: str, known: date | None = None) -> list[Recorded]:
    """Return what was recorded of an organ, its relations, posts and seats; the newest first.

    known: as it was known at the end of that day.
    """
    # By id: a correction may have given a relation other ends, a post another organ.
    relations = _ids(Relation.LIST, Q(source_id=organ) | Q(target_id=organ))
    posts = _ids(Post.LIST, Q(organ_id=organ))
    found = [
        *_told(Organ.LIST, Q(code_id=organ), known),
        *_told(Relation.LIST, Q(code__in=relations), known),
        *_told(Post.LIST, Q(code_id__in=posts), known),
        *_told(Seat.LIST, Q(post_id__in=posts), known),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _ids(list_: str, about: Q) -> list[str]:
    table = TABLES[list_]
    return list(table.model.objects.filter(about).values_list(table.columns[0], flat=True).distinct())


def _told(list_: str, about: Q, known: date | None) -> list[Recorded]:
    table, at = TABLES[list_], instant_after(known)
    columns = (*table.columns, "recorded_from", "recorded_to")
    until = Q() if at is None else Q(recorded_from__lte=at)
    rows = table.model.objects.filter(about, until).order_by(columns[0], "recorded_from")
    told = [(table.made(*row[:-2]), row[-2], row[-1]) for row in rows.values_list(*columns)]
    if at is not None:
        told = [(record, since, to if to is None or to <= at else None) for record, since, to in told]
    sources = _sources({instant for _, *both in told for instant in both if instant})
    found: list[Recorded] = []
    for before, (record, since, to), after in zip([None, *told], told, [*told[1:], None], strict=False):
        old = before[0] if before and before[0].id == record.id and before[2] == since else None
        found.append(Recorded(since, *sources.get(since, ("", "")), record, _outcome(old, record)))
        followed = after is not None and after[0].id == record.id and after[1] == to
        if to is not None and not followed:
            found.append(Recorded(to, *sources.get(to, ("", "")), record, None))
    return found


def _sources(instants: set[datetime]) -> dict[datetime, tuple[str, str]]:
    """The source of the change of each instant, and the reason given for it."""
    if not instants:
        return {}
    between = models.Change.objects.filter(at__gte=min(instants), at__lte=max(instants))
    return {at: (source, reason) for at, source, reason in between.values_list("at", "source", "reason")}


def _outcome(old: Record | None, new: Record) -> Outcome:
    before, after = Chart(), Chart()
    if old is not None:
        before.of(new.LIST)[new.id] = old
    after.of(new.LIST)[new.id] = new
    return next(iter(outcomes(before, after)))
