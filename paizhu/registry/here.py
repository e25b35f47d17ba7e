"""The registry of this process, ready to be asked; brought up to date when something was recorded, by whomever."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from django.db import DatabaseError

from paizhu.norms.base import Base
from paizhu.registry import database, local, models, queries, rows
from paizhu.registry.ruling import Here


@dataclass(frozen=True, slots=True)
class _Kept:
    """change: the last one that it knows of."""

    change: datetime | None
    here: Here


_lock = Lock()
_kept: dict[str, _Kept] = {}
# What was known on other days, by the day, or by the instant of the last change by then: a page and the parts that it
# fetches look at the same one.
_then: dict[tuple[str, date], _Kept] = {}
_MOST_THEN = 3


def here(base: Base) -> Here | None:
    """Return the registry as it is known now; None where nothing was ever recorded, or no database can be read."""
    try:
        if not database.exists():
            return None
        change = queries.last_change()
    except DatabaseError:
        return None  # not made ready yet: there is no organ to ask about
    return None if change is None else here_since(base, change)


def here_since(base: Base, change: datetime) -> Here:
    """Return the registry as it is known since its last change. Raises DatabaseError where it is read anew and cannot be."""
    with _lock:
        kept = _kept.get(base.pack.digest)
        if kept is None or kept.change != change or kept.here.base is not base:
            _kept.clear()
            kept = _kept[base.pack.digest] = _Kept(change, _now(base, kept))
        return kept.here


def _now(base: Base, kept: _Kept | None) -> Here:
    # A change that the database does not know, and it is another one than before: a copy was put in its place.
    if kept is None or kept.here.base is not base or not kept.change or not queries.was_change(kept.change):
        return Here(queries.chart(), base, local.held(base))
    # What was recorded while it was read the last time is read once more; to say a record twice does no harm.
    chart = kept.here.chart.changed(*rows.since(kept.change))
    packs = local.held(base) if local.changed_since(kept.change) else kept.here.packs
    return kept.here.renewed(chart, packs)


def as_known(base: Base, known: date | None) -> Here | None:
    """Return the registry as it was known at the end of that day (None: now); None where there is none at all."""
    now = here(base)
    if now is None or known is None:
        return now
    change = queries.last_change(known)
    if change == queries.last_change():
        return now  # nothing was recorded later
    key = base.pack.digest, known
    with _lock:
        return _of_then(key, change, base, lambda: Here(queries.chart(known), base, local.held(base, known)))


def _of_then(key: tuple[str, date], change: datetime | None, base: Base, made: Callable[[], Here]) -> Here:
    kept = _then.get(key)
    if kept is None or kept.change != change or kept.here.base is not base:
        while len(_then) >= _MOST_THEN:
            _then.pop(next(iter(_then)))
        kept = _then[key] = _Kept(change, made())
    return kept.here


def as_known_at(base: Base, at: datetime) -> Here | None:
    """Return the registry as it was known at an instant; None where nothing was recorded since, or nothing before."""
    last = queries.last_change()
    before = models.Change.objects.filter(at__lte=at).order_by("-at").values_list("at", flat=True).first()
    if before is None or before == last:
        return None
    with _lock:
        return _of_then((base.pack.digest, before), before, base, lambda: Here(rows.read(at), base))
