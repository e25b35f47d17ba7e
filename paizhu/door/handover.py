"""Re-stationing: when another office takes a host over, the open matters go with the host, on that very day.

Clocks run on for the new office; the old one keeps sight of what it did. Both and whoever else takes part are told.
The registry says who is stationed where; `hand_over_all` brings the matters after it, as often as it is called.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from paizhu.door.models import Clock, Handover, Matter, Participation
from paizhu.door.notices.telling import tell
from paizhu.door.opening import next_number
from paizhu.door.present import Present
from paizhu.journal.entries import append
from paizhu.journal.models import Entry
from paizhu.registry.here import as_known_at
from paizhu.registry.ruling import Here

ACT = "matter.hand_over"
PRODUCT = "product"  # seat and channel of what the product does by itself


@dataclass(frozen=True, slots=True)
class Due:
    """A matter that one office has to hand over to another."""

    matter: Matter
    part: Participation
    to: str


def due_handovers(present: Present) -> list[Due]:
    """Return the open matters in which an office takes part that is not over the host any more, and who is instead."""
    offices = {o for o, kinds in present.day.world.kinds.items() if "stationed_body" in kinds}
    running = Q(until=None) | Q(until__gt=present.on)
    parts = Participation.objects.filter(
        running, person=None, organ__in=offices, matter__closed_on=None
    ).exclude(side="")
    found = []
    for part in parts.select_related("matter").order_by("matter_id", "side"):
        to = _successor(part, present)
        if to is not None:
            found.append(Due(part.matter, part, to))
    return found


def hand_over_all(present: Present) -> int:
    """Hand over whatever is due, each matter in a transaction of its own; return how many were.

    A matter on which somebody acts in the meantime is left for the next time.
    """
    return sum(_handed_over(one, present) for one in due_handovers(present))


def _handed_over(due: Due, present: Present) -> bool:
    with transaction.atomic():
        # The matter first, as every act takes it; the condition keeps what an act has just changed.
        own = Matter.objects.filter(pk=due.matter.pk, revision=due.matter.revision)
        if own.update(revision=F("revision") + 1) != 1:
            return False
        _hand_over(due, present)
    return True


def _successor(part: Participation, present: Present) -> str | None:
    """The one office that is now over every party over which this one was when the matter was opened."""
    matter, office = part.matter, part.organ_id
    parties = _parties(matter)
    was = _those_under(office, parties, matter, present.here)
    if not was and any(present.knows(p) and present.here.places(present.on).offices_over(p) for p in parties):
        was = _those_under(office, parties, matter, _known_then(matter, present))
    now = {tuple(present.here.places(present.on).offices_over(p)) for p in was if present.knows(p)}
    if len(now) != 1:
        return None
    over = now.pop()
    return over[0] if len(over) == 1 and over[0] != office else None


def _those_under(office: str, parties: list[str], matter: Matter, here: Here | None) -> list[str]:
    """Which parties the office was over when the matter was opened, by the registry as it was known at some time."""
    if here is None:
        return []
    kinds, places = here.day(matter.opened_on).world.kinds, here.places(matter.opened_on)
    return [party for party in parties if party in kinds and office in places.offices_over(party)]


def _known_then(matter: Matter, present: Present) -> Here | None:
    """The registry as it was known when the matter was opened: that the office was re-stationed may have come later.

    None where nothing was recorded since, so that it would say the same.
    """
    opening = Entry.objects.filter(performed__matter=matter).order_by("pk").first()
    return None if opening is None else as_known_at(present.base, opening.at)


def _parties(matter: Matter) -> list[str]:
    toward = matter.grounds.exclude(toward="").values_list("toward", flat=True)
    named = {o for o in (matter.owner_id, matter.counterpart_id) if o}
    return sorted(named | set(toward))


def _hand_over(due: Due, present: Present) -> None:
    matter, part, on = due.matter, due.part, present.on
    old, number = part.organ_id, None
    # A part that began today is over before it counted a whole day: it ends today and begins the day before.
    since = min(part.since, on - timedelta(days=1))
    Participation.objects.filter(pk=part.pk).update(since=since, until=on)
    Participation.objects.create(matter=matter, organ_id=due.to, side=part.side, since=on)
    Clock.objects.filter(matter=matter, organ=old, stopped_on=None).update(organ=due.to)
    changes: dict[str, object] = {}
    if matter.awaited_id == old:
        changes["awaited"] = due.to
    if matter.owner_id == old:
        number = matter.year, matter.number
        changes |= {"owner": due.to, "year": on.year, "number": next_number(due.to, matter.kind, on.year)}
    if matter.counterpart_id == old:
        changes["counterpart"] = due.to
    if changes:
        Matter.objects.filter(pk=matter.pk).update(**changes)
    entry = None
    # Each of the two offices has it in its own record; the registers are locked in the order of their names.
    for log in sorted((old, due.to)):
        said = append(
            log, at=present.at, act=ACT, seat=PRODUCT, organ=log, channel=PRODUCT, outcome="done",
            matter=matter.reference, on=on, facts={"from": old, "to": due.to, "side": part.side}, content={},
        )  # fmt: skip
        entry = said if log == old else entry
    assert entry is not None
    year, last = number or (None, None)
    running = Q(until=None) | Q(until__gt=on)
    parts = matter.participations.filter(running, person=None).exclude(side="")
    # A host hears of it only where it takes part: of the others' matters it knows nothing.
    tell({old, due.to, *parts.values_list("organ_id", flat=True)}, matter, entry, ACT, present)
    Handover.objects.create(
        matter=matter,
        side=part.side,
        from_organ_id=old,
        to_organ_id=due.to,
        on=on,
        year=year,
        number=last,
        entry=entry,
    )
