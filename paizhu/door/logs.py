"""The log of an organ, entry by entry: facts, never content. Whose log somebody may read is `visibility.logs_seen`."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from paizhu.accounts.models import Administers
from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.seen import titles_of
from paizhu.door.visibility import Reach, sights
from paizhu.journal.models import Entry
from paizhu.journal.reading import latest

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry says of an act openly.

    on: the day that the act is about.  title: of the seat, "" where the registry has none.  gate, code: of a refusal, else "".
    matter: reference, "" where there is none.  leads_there: the seat that reads may open it.
    """

    act: str
    seat: str
    title: str
    channel: str
    on: date
    refused: bool
    gate: str
    code: str
    norms: tuple[str, ...]
    matter: str
    leads_there: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a log. facts: None for an act on a matter of which the seat that reads sees nothing at all."""

    number: int
    at: datetime
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, the latest first. next: where the next page begins; None on the last one."""

    lines: tuple[Line, ...]
    next: int | None


def page(sitting: Sitting, present: Present | None, organ: str, before: int | None = None) -> Page:
    """Return a page of an organ's log. before: `next` of the page before; None: the latest entries.

    The log must be one that the seat may read. The same number of queries for any number of entries.
    """
    found = latest(organ, before, limit=LIMIT + 1)
    shown = found[:LIMIT]
    bodies = [json.loads(entry.body) for entry in shown]
    seen = _seen(sitting, present, {b["matter"] for b in bodies} - {None})
    titles = titles_of({b["seat"] for b in bodies})
    lines = tuple(
        _line(entry, body, sitting, seen, titles) for entry, body in zip(shown, bodies, strict=True)
    )
    return Page(lines, shown[-1].number if len(found) > LIMIT else None)


def _seen(sitting: Sitting, present: Present | None, references: set[str]) -> set[str]:
    """The references of the matters of which the seat sees anything."""
    if present is None or not references:
        return set()
    matters = list(Matter.objects.filter(reference__in=references))
    sight = sights(sitting, matters, present)
    return {m.reference for m in matters if sight[m.pk].reach > Reach.NONE}


def _line(
    entry: Entry, body: dict[str, Any], sitting: Sitting, seen: set[str], titles: dict[str, str]
) -> Line:
    matter = body["matter"]
    # The audit administrator reads the facts of every entry, and opens no matter.
    if matter is not None and matter not in seen and sitting.administers is not Administers.AUDIT:
        return Line(entry.number, entry.at, None)
    facts = body["facts"]
    norms = [*facts.get("norms", ()), *(n for ruling in facts.get("rulings", ()) for n in ruling["norms"])]
    return Line(
        entry.number,
        entry.at,
        Facts(
            act=body["act"],
            seat=body["seat"],
            title=titles.get(body["seat"], ""),
            channel=body["channel"],
            on=date.fromisoformat(body["on"]),
            refused=body["outcome"] == "refused",
            gate=facts.get("gate", ""),
            code=facts.get("code", ""),
            norms=tuple(dict.fromkeys(norms)),
            matter=matter or "",
            leads_there=matter in seen,
        ),
    )
