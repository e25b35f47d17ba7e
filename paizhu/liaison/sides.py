"""Which of the two parties to a matter is the office; it may have changed since the matter was opened."""

from collections.abc import Iterable

from paizhu.door.acts import Asked
from paizhu.door.models import Matter, Participation
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.norms.decide import Answer
from paizhu.registry.responsible import host_of

OFFICE = "stationed_body"


def office_of(matter: Matter, host: str) -> str:
    """Return the office whose matter it is now, given the party that it supervises."""
    other = matter.counterpart_id if matter.owner_id == host else matter.owner_id
    assert other is not None
    return other


def is_inside(matter: Matter, sight: Sight, present: Present) -> bool:
    """Return whether the seat is of the office, now or before a handover, or of the organ that leads it. One query.

    For what a kind tells to the office alone: a seat of the host is not, nor somebody of another organ by a grant.
    """
    parts = matter.participations.filter(side="office", person=None)
    offices = set(parts.values_list("organ", flat=True))
    return sight.organ in offices or sight.organ in {present.leader_of(office) for office in offices}


def shared_by(matters: Iterable[int | None], sight: Sight) -> set[int]:
    """Return those of the matters in which the organ of the seat takes part. One query, none for none."""
    asked = [matter for matter in matters if matter is not None]
    if not asked:
        return set()
    parts = Participation.objects.filter(matter__in=asked, organ=sight.organ, person=None)
    return set(parts.values_list("matter_id", flat=True))


def supervising(one: str, other: str, present: Present) -> Asked:
    """Return the question whether, of the two, the office supervises the host of the other.

    What rests on agreement names kinds of party and no relation between them; an agreement is one of an office with its host.
    """
    office, host = (one, other) if is_office(one, present) else (other, one)
    chart = present.here.chart
    of = host_of(chart, host, present.on, present.on) if host in chart.organs else None
    return Asked(office, "supervise", of or host, frozenset({Answer.REQUIRED}))


def is_office(organ: str, present: Present) -> bool:
    """Return whether the organ is a stationed office on this day."""
    world = present.day.world
    return organ in world.kinds and world.has_kind(organ, OFFICE)
