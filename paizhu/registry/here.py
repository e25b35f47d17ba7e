"""The registry of this process, ready to be asked; read anew when something was recorded."""

from datetime import date, datetime
from threading import Lock

from django.db import DatabaseError

from paizhu.norms.base import Base
from paizhu.registry import database, local, queries
from paizhu.registry.asking import Here

_lock = Lock()
_kept: dict[str, tuple[datetime, Here]] = {}
# What was known on other days, by the day: a page and the parts that it fetches look at the same one.
_then: dict[tuple[str, date], tuple[datetime, Here]] = {}
_MOST_THEN = 3


def here(base: Base) -> Here | None:
    """Return the registry as it is known now; None where nothing was ever recorded, or no database can be read."""
    try:
        if not database.exists():
            return None
        change = queries.last_change()
    except DatabaseError:
        return None  # not made ready yet: there is no organ to ask about
    if change is None:
        return None
    with _lock:
        kept = _kept.get(base.pack.digest)
        if kept is None or kept[0] != change or kept[1].base is not base:
            _kept.clear()
            kept = _kept[base.pack.digest] = (change, Here(queries.chart(), base, local.held(base)))
        return kept[1]


def as_known(base: Base, known: date | None) -> Here | None:
    """Return the registry as it was known at the end of that day (None: now); None where there is none at all."""
    now = here(base)
    if now is None or known is None:
        return now
    change = queries.last_change()
    assert change is not None  # it is never taken back
    key = base.pack.digest, known
    with _lock:
        kept = _then.get(key)
        if kept is None or kept[0] != change or kept[1].base is not base:
            while len(_then) >= _MOST_THEN:
                _then.pop(next(iter(_then)))
            kept = _then[key] = (change, Here(queries.chart(known), base, local.held(base, known)))
        return kept[1]
