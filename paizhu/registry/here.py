"""The registry of this process, ready to be asked; read anew when something was recorded."""

from datetime import datetime
from threading import Lock

from django.db import DatabaseError

from paizhu.norms.base import Base
from paizhu.registry import database, local, queries
from paizhu.registry.asking import Here

_lock = Lock()
_kept: dict[str, tuple[datetime, Here]] = {}


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
