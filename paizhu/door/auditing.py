"""What the audit administrator looks at first: the logs by organ, how far each is signed, and recent refusals by gate.

Facts of the record only, never content; the entries themselves are read in `paizhu.door.logs`.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.refusals import Gate
from paizhu.door.statistics import withheld
from paizhu.journal.models import Checkpoint, Countersignature, Entry, Log

# Entries of all logs among which refusals are counted: a figure over all time would look at all of them.
LOOKED_THROUGH = 2_000
_REFUSED = '"outcome":"refused"'


@dataclass(frozen=True, slots=True)
class LogState:
    """A log. length: entries.  latest_at: of the last one, None while there is none.

    signed: how many entries the latest signed head covers, 0 none.  countersigned: another organ signed that head too.
    """

    organ: str
    length: int
    latest_at: datetime | None
    signed: int
    signed_at: datetime | None
    countersigned: bool

    @property
    def unsigned(self) -> int:
        """How many of its entries no signed head covers yet."""
        return self.length - self.signed


@dataclass(frozen=True, slots=True)
class Refusals:
    """Refusals among the latest entries of all logs. by_gate: None for a figure that is withheld.

    looked: entries that were looked through.  since: the instant of the earliest of them, None without any.
    """

    by_gate: dict[Gate, int | None]
    looked: int
    since: datetime | None


def log_states(sitting: Sitting, after: str = "", limit: int = 50) -> list[LogState]:
    """Return the logs in the order of their organs' ids, those after an id; none but for an audit administrator.

    One query for any number of logs.
    """
    if sitting.administers is not Administers.AUDIT:
        return []
    last = Checkpoint.objects.filter(log=OuterRef("pk")).order_by("-size")
    witnessed = Countersignature.objects.filter(checkpoint=OuterRef("signed_by"))
    rows = (
        Log.objects.filter(organ__gt=after)
        .order_by("organ")
        .annotate(
            signed_by=Subquery(last.values("pk")[:1]),
            signed=Subquery(last.values("size")[:1]),
            signed_at=Subquery(last.values("at")[:1]),
        )
        .annotate(countersigned=Exists(witnessed))
    )
    return [
        LogState(
            organ=log.organ,
            length=log.length,
            latest_at=_instant(log.latest_at),
            signed=log.signed or 0,
            signed_at=log.signed_at,
            countersigned=log.countersigned,
        )
        for log in rows[:limit]
    ]


def refusals(sitting: Sitting) -> Refusals:
    """Return how often each gate refused among the latest entries; empty but for an audit administrator."""
    if sitting.administers is not Administers.AUDIT:
        return Refusals({}, 0, None)
    rows = list(Entry.objects.order_by("-pk").values_list("at", "body")[:LOOKED_THROUGH])
    found: Counter[Gate] = Counter()
    for _at, text in rows:
        # Most entries are none; to read them all as JSON would cost more than the query.
        if _REFUSED in text:
            body = json.loads(text)
            if body["outcome"] == "refused":
                found[Gate(body["facts"]["gate"])] += 1
    # A form and what may not be seen leave no entry, so no figure stands for them.
    told = [gate for gate in Gate if gate not in (Gate.VISIBILITY, Gate.FORM)]
    return Refusals({gate: withheld(found[gate]) for gate in told}, len(rows), rows[-1][0] if rows else None)


def _instant(microseconds: int) -> datetime | None:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds) if microseconds else None
