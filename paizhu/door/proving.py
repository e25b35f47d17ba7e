"""Which entry's proof a seat may look at, and which part of a log it may carry out; that it did is on record."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.doing import Channel
from paizhu.door.models import Handover, Matter, Performed
from paizhu.door.present import Present
from paizhu.door.visibility import Reach, logs_seen, shows, sights
from paizhu.journal.canonical import Json
from paizhu.journal.entries import append
from paizhu.journal.models import Entry

EXPORT = "journal.export"
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Provable:
    """An entry whose proof may be looked at. of_log: the seat may read the log that it stands in, and so carry it out."""

    entry: Entry
    act: str
    of_log: bool


def provable(sitting: Sitting, present: Present | None, organ: str, number: int) -> Provable | None:
    """Return an entry whose proof the seat may see; None alike for what it may not see and what there is not.

    In a log that it reads: an entry on no matter, or on one of which it sees anything. In another's log: what was done on a
    matter where it sees that act with its content, as in the matter's timeline.
    """
    entry = Entry.objects.filter(log__organ=organ, number=number).select_related("log").first()
    if entry is None:
        return None
    body = json.loads(entry.body)
    of_log = organ in logs_seen(sitting, present)
    if of_log and not withheld(sitting, present, [body]):
        return Provable(entry, body["act"], of_log=True)
    return Provable(entry, body["act"], of_log=False) if _in_timeline(sitting, present, entry) else None


def withheld(sitting: Sitting, present: Present | None, bodies: list[dict[str, Any]]) -> list[int]:
    """Return the numbers of entries on matters of which the seat sees nothing at all. Two queries at most."""
    if sitting.administers is Administers.AUDIT:
        return []
    references = {body["matter"] for body in bodies} - {None}
    seen = set[str]()
    if references and present is not None:
        matters = list(Matter.objects.filter(reference__in=references))
        sight = sights(sitting, matters, present)
        seen = {m.reference for m in matters if sight[m.pk].reach > Reach.NONE}
    return [body["number"] for body in bodies if body["matter"] is not None and body["matter"] not in seen]


def withheld_between(
    sitting: Sitting, present: Present | None, organ: str, first: int, last: int
) -> tuple[int, int | None]:
    """Return how many entries of a part of a log the seat does not see, and the first of them; None without any.

    first, last: numbers, both included.
    """
    count, earliest, after = 0, None, first - 1
    if sitting.administers is Administers.AUDIT:
        return 0, None
    while after < last:
        rows = Entry.objects.filter(log__organ=organ, number__gt=after, number__lte=last).order_by("number")
        bodies = [json.loads(text) for text in rows.values_list("body", flat=True)[:_AT_ONCE]]
        if not bodies:
            break
        hidden = withheld(sitting, present, bodies)
        count += len(hidden)
        earliest = earliest if earliest is not None else next(iter(hidden), None)
        after = bodies[-1]["number"]
    return count, earliest


def numbers_between(organ: str, since: date | None, until: date | None) -> tuple[int, int] | None:
    """Return the first and last entry that were entered in a span of days, both included; None where none was.

    Days are those of the installation's time zone. Instants never go back within a log, so a span is a part of it.
    """
    found = Entry.objects.filter(log__organ=organ)
    if since is not None:
        found = found.filter(at__gte=timezone.make_aware(datetime.combine(since, time.min)))
    if until is not None:
        found = found.filter(at__lte=timezone.make_aware(datetime.combine(until, time.max)))
    ends = found.aggregate(first=Min("number"), last=Max("number"))
    return None if ends["first"] is None else (ends["first"], ends["last"])


def note(sitting: Sitting, at: datetime, act: str, facts: dict[str, Json]) -> Entry:
    """Record in the log of the seat's organ what a seat did with a log: carried it out, countersigned it."""
    with transaction.atomic():
        return append(
            sitting.organ,
            at=at,
            act=act,
            seat=sitting.seat,
            organ=sitting.organ,
            channel=Channel.PAGE.value,
            outcome="done",
            matter=None,
            on=timezone.localdate(at),
            facts=facts,
            content={},
        )


def _in_timeline(sitting: Sitting, present: Present | None, entry: Entry) -> bool:
    # Only what a timeline shows: an entry on a matter may also tell that somebody read it, or was refused.
    done = Performed.objects.filter(entry=entry).select_related("matter").first()
    handed = Handover.objects.filter(entry=entry).select_related("matter").first()
    matter = done.matter if done is not None else handed.matter if handed is not None else None
    if present is None or matter is None:
        return False
    sight = sights(sitting, [matter], present)[matter.pk]
    body = json.loads(entry.body)
    return shows(sight, sitting, date.fromisoformat(body["on"]), body["organ"])
