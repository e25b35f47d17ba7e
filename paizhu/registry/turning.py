"""The days on which something changes: what the marks beside a slider of days stand for."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from paizhu.registry.records import Organ, Relation, Seat


def turning_days(records: Iterable[Organ | Relation | Seat]) -> dict[date, int]:
    """Return how many of the records begin on a day, or no longer hold on it; in the order of days."""
    counted = Counter(day for record in records for day in (record.since, record.until) if day is not None)
    return dict(sorted(counted.items()))
