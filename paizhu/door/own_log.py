"""The record of an organ as one of its seats may read it: facts, never content."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Reach, Sight, sights
from paizhu.journal.models import Entry
from paizhu.journal.reading import entries


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry. withheld: the seat may not see what it is about; only number and instant stand there, so no gap shows.

    facts: None where the seat sees the matter's outline only.
    """

    number: int
    at: datetime
    withheld: bool
    on: date | None = None
    act: str | None = None
    seat: str | None = None
    channel: str | None = None
    outcome: str | None = None
    matter: str | None = None
    facts: dict[str, Any] | None = None


def record(sitting: Sitting, present: Present, *, after: int = 0, limit: int) -> tuple[Recorded, ...]:
    """Return entries of the log of the seat's own organ, by number, those beyond `after`; a fixed number of queries.

    A refused attempt is told to whoever made it only; an administrator reads no organ's log here.
    """
    if sitting.administers is not None:
        return ()
    found = entries(sitting.organ, after, limit=limit)
    bodies = [json.loads(entry.body) for entry in found]
    references = {body["matter"] for body in bodies} - {None}
    matters = list(Matter.objects.filter(reference__in=references))
    seen = sights(sitting, matters, present)
    by_reference = {matter.reference: seen[matter.pk] for matter in matters}
    return tuple(
        _recorded(entry, body, by_reference, sitting) for entry, body in zip(found, bodies, strict=True)
    )


def _recorded(entry: Entry, body: dict[str, Any], seen: dict[str, Sight], sitting: Sitting) -> Recorded:
    of = body["matter"]
    reach = Reach.CONTENT if of is None else seen.get(of, Sight(Reach.NONE)).reach
    if reach is Reach.NONE or (body["outcome"] != "done" and body["seat"] != sitting.seat):
        return Recorded(entry.number, entry.at, withheld=True)
    return Recorded(
        number=entry.number,
        at=entry.at,
        withheld=False,
        on=date.fromisoformat(body["on"]),
        act=body["act"],
        seat=body["seat"],
        channel=body["channel"],
        outcome=body["outcome"],
        matter=of,
        facts=body["facts"] if reach > Reach.OVERVIEW else None,
    )
