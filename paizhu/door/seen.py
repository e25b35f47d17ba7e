"""One matter as a seat may see it: its head, who takes part, its clocks, what was done, on which grounds."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.models import Account
from paizhu.accounts.sittings import Sitting
from paizhu.door.acts import acts as every
from paizhu.door.handover import ACT as HAND_OVER
from paizhu.door.kinds import kinds
from paizhu.door.models import Clock, Consent, Ground, Handover, Matter, Performed
from paizhu.door.notices.naming import name_of
from paizhu.door.present import Present
from paizhu.door.queries import Listed, heads
from paizhu.door.refusals import NotVisible
from paizhu.door.visibility import Reach, Sight, shows, sights, stands_in_for
from paizhu.norms.model import Text
from paizhu.norms.procedure import Procedure
from paizhu.registry.models import Post, Seat, known_at

LATEST = 500  # acts of a timeline


@dataclass(frozen=True, slots=True)
class Part:
    """An organ takes part as a side of the procedure. until: half-open, None open."""

    organ: str
    organ_name: str
    side: str
    side_name: Text
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """A clock with its sum (docs/clocks.md). organ: who owes it, None where only the overview is seen.

    item: which of several like things it is about, "" for the matter.
    """

    limit: str
    limit_name: Text
    item: str
    organ: str | None
    organ_name: str | None
    event_on: date
    event_at: datetime | None
    event_name: Text
    length: int
    unit: str
    nominal: date
    due: date
    due_at: datetime | None
    norm: str
    version: str
    rolls: str
    hard: bool
    provisional: bool
    sum: dict[str, Any]
    breaks: list[Any]
    extended: list[dict[str, Any]]
    warn_on: date
    stopped_on: date | None
    escalated_on: date | None

    @property
    def is_suspended(self) -> bool:
        """Whether it stands still and was not resumed yet."""
        return self.stopped_on is None and bool(self.breaks) and self.breaks[-1][1] is None


@dataclass(frozen=True, slots=True)
class Moment:
    """An act that was done. on: the day it is about; at: the instant it was recorded. Both, for a record made late.

    item: of several like things the one that it was about, "" for the matter.
    seat: "" for what the product did by the registry: it handed the matter over.
    title: of the seat, as the registry has it now, "" where it does not.  who: the name that the account shows, or "".
    """

    entry: int
    act: str
    act_name: Text | None
    item: str
    organ: str
    organ_name: str
    seat: str
    title: str
    who: str
    on: date
    at: datetime
    from_state: str
    to_state: str


@dataclass(frozen=True, slots=True)
class Stood:
    """A ruling that an act on the matter rested on, as it was said on that day."""

    entry: int
    act: str
    answer: str
    basis: str
    norms: list[str]
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a seat sees of a matter. Only the head and the clocks, where its reach is the overview.

    waits: acts that wait for this very seat, because the office that it leads has no other one for them.
    """

    head: Listed
    procedure: Procedure
    sight: Sight
    waits: frozenset[str]
    parts: tuple[Part, ...]
    clocks: tuple[ClockSeen, ...]
    timeline: tuple[Moment, ...]
    grounds: tuple[Stood, ...]
    consents: tuple[str, ...]


def find(sitting: Sitting, reference: str, present: Present) -> tuple[Matter, Sight, frozenset[str]]:
    """Return the matter, how far the seat sees into it, and the acts that wait for it. Raises NotVisible.

    Whoever has to approve a step in place of an office that lacks the seats sees the content.
    """
    matter = Matter.objects.filter(reference=reference).first()
    sight = sights(sitting, [matter], present)[matter.pk] if matter is not None else Sight(Reach.NONE)
    if matter is None or sight.reach is Reach.NONE:
        raise NotVisible(_("There is no such matter."))
    waits = frozenset[str]()
    if sight.reach is Reach.OVERVIEW:
        waits = stands_in_for(sitting, matter, present.base.procedure_by_id(matter.procedure), present)
    return matter, Sight(Reach.CONTENT, organ=sitting.organ) if waits else sight, waits


def seen(sitting: Sitting, reference: str, present: Present) -> Seen:
    """Return what the seat sees of a matter. Raises NotVisible, alike when there is none."""
    return shown(sitting, *find(sitting, reference, present), present)


def shown(sitting: Sitting, matter: Matter, sight: Sight, waits: frozenset[str], present: Present) -> Seen:
    """Return what the seat sees of a matter that was found (`find`)."""
    procedure = present.base.procedure_by_id(matter.procedure)
    content = sight.content
    return Seen(
        head=heads([matter], sitting, present, {matter.pk: sight})[0],
        procedure=procedure,
        sight=sight,
        waits=waits,
        parts=_parts(matter, sight, procedure, present) if content else (),
        clocks=_clocks(matter, sight, procedure, present),
        timeline=timeline(matter, sitting, sight, present) if content else (),
        grounds=_grounds(matter, sitting, sight) if content else (),
        consents=_consents(matter, sight) if content else (),
    )


def timeline(matter: Matter, sitting: Sitting, sight: Sight, present: Present) -> tuple[Moment, ...]:
    """Return the acts done on the matter as far as the seat sees it, in their order; the LATEST of very many."""
    assert sight.content
    acts = Performed.objects.filter(_then(sight, sitting, matter), matter=matter).select_related("entry")
    rows = list(acts.order_by("-entry_id")[:LATEST])[::-1]
    procedure = present.base.procedure_by_id(matter.procedure)
    names = {step.id: step.name for step in procedure.steps}
    titles, who = titles_of({row.seat for row in rows}), _who({row.person for row in rows})
    done = [
        Moment(
            entry=row.entry.number,
            act=row.act,
            act_name=names.get(row.act) or name_of(row.act),
            item=_item(row, matter),
            organ=row.organ,
            organ_name=present.name(row.organ),
            seat=row.seat,
            title=titles.get(row.seat, ""),
            who=who.get(row.person, ""),
            on=row.on,
            at=row.entry.at,
            from_state=row.from_state,
            to_state=row.to_state,
        )
        for row in rows
    ]
    return tuple(sorted([*done, *_handed_over(matter, sitting, sight, present)], key=lambda m: m.at))


def _handed_over(matter: Matter, sitting: Sitting, sight: Sight, present: Present) -> list[Moment]:
    """That one office handed the matter over to another, by the registry; of what is past the own one only."""
    found = Handover.objects.filter(matter=matter).select_related("entry").order_by("entry")
    return [
        Moment(
            entry=one.entry.number,
            act=HAND_OVER,
            act_name=name_of(HAND_OVER),
            item="",
            organ=one.from_organ_id,
            organ_name=f"{present.name(one.from_organ_id)} → {present.name(one.to_organ_id)}",
            seat="",
            title="",
            who="",
            on=one.on,
            at=one.entry.at,
            from_state="",
            to_state="",
        )
        for one in found
        if shows(sight, sitting, one.on, one.from_organ_id)
    ]


def _item(row: Performed, matter: Matter) -> str:
    name = kinds.get(matter.kind).item
    return str(json.loads(row.entry.body)["facts"].get(name, "")) if name else ""


def _then(sight: Sight, sitting: Sitting, matter: Matter) -> Q:
    """Of what is past: what was done before its end, and whatever the organ did itself.

    Of the others nothing that is inward, but of those from which it took the matter over.
    """
    own = Q(organ=sitting.organ)
    told = own | Q(organ__in=_before_it(matter, sitting)) | ~Q(act__in=every.inward())
    return told if sight.until is None else told & (Q(on__lt=sight.until) | own)


def _before_it(matter: Matter, sitting: Sitting) -> QuerySet[Handover, str]:
    """The organs that handed over the side of the matter that the seat's organ has now."""
    sides = matter.participations.filter(organ=sitting.organ, person=None, until=None).exclude(side="")
    handed = Handover.objects.filter(matter=matter, side__in=sides.values("side"))
    return handed.values_list("from_organ", flat=True)


def _parts(matter: Matter, sight: Sight, procedure: Procedure, present: Present) -> tuple[Part, ...]:
    names = {side.id: side.name for side in procedure.sides}
    found = matter.participations.filter(person=None).exclude(side="").order_by("since", "pk")
    if sight.until is not None:
        found = found.filter(since__lt=sight.until)
    return tuple(
        Part(p.organ_id, present.name(p.organ_id), p.side, names[p.side], p.since, p.until) for p in found
    )


def _clocks(matter: Matter, sight: Sight, procedure: Procedure, present: Present) -> tuple[ClockSeen, ...]:
    found = Clock.objects.filter(matter=matter).order_by("pk")
    if sight.until is not None:
        found = found.filter(event_on__lt=sight.until)
    return tuple(_clock(clock, sight, procedure, present) for clock in found)


def _clock(clock: Clock, sight: Sight, procedure: Procedure, present: Present) -> ClockSeen:
    limit, content, until = procedure.limit(clock.limit), sight.content, sight.until
    extended = [e for e in clock.extended if until is None or date.fromisoformat(e["on"]) < until]
    return ClockSeen(
        limit=clock.limit,
        limit_name=limit.name,
        item=clock.item,
        organ=clock.organ_id if content else None,
        organ_name=present.name(clock.organ_id) if content else None,
        event_on=clock.event_on,
        event_at=clock.event_at,
        event_name=limit.event,
        length=clock.length,
        unit=clock.unit,
        nominal=clock.nominal,
        due=clock.due,
        due_at=clock.due_at,
        norm=clock.norm,
        version=clock.version,
        rolls=clock.rolls,
        hard=clock.hard,
        provisional=clock.provisional,
        sum=clock.sum,
        breaks=clock.breaks,
        extended=extended if content else [],
        warn_on=clock.warn_on,
        stopped_on=_before(clock.stopped_on, until),
        escalated_on=_before(clock.escalated_on, until),
    )


def _before(day: date | None, until: date | None) -> date | None:
    return day if day is None or until is None or day < until else None


def _grounds(matter: Matter, sitting: Sitting, sight: Sight) -> tuple[Stood, ...]:
    found = Ground.objects.filter(matter=matter).select_related("entry").order_by("pk")
    if sight.until is not None:
        found = found.filter(Q(on__lt=sight.until) | Q(bearer=sitting.organ))
    found = found.filter(
        ~Q(entry__performed__act__in=every.inward())
        | Q(entry__performed__organ=sitting.organ)
        | Q(entry__performed__organ__in=_before_it(matter, sitting))
    )
    return tuple(Stood(g.entry.number, g.act, g.answer, g.basis, g.norms, g.said) for g in found)


def _consents(matter: Matter, sight: Sight) -> tuple[str, ...]:
    found = Consent.objects.filter(matter=matter).order_by("pk")
    if sight.until is not None:
        found = found.filter(entry__performed__on__lt=sight.until)
    return tuple(found.values_list("organ_id", flat=True))


def titles_of(seats: set[str]) -> dict[str, str]:
    """Return what the registry, as known now, calls the posts of these seats; "" where it does not know the post."""
    held = dict(_known(Seat).filter(code__in=seats).values_list("code", "post_id"))
    titles = dict(_known(Post).filter(code__in=held.values()).values_list("code_id", "title"))
    return {seat: titles.get(post, "") for seat, post in held.items()}


def _known(model: type[Seat | Post]) -> QuerySet[Any]:
    return model.objects.filter(known_at(None))


def _who(persons: set[str]) -> dict[str, str]:
    return dict(Account.objects.filter(person__in=persons).values_list("person_id", "display_name"))
