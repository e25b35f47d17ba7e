"""Whose recusal from a matter waits for a decision, and who decides on it: somebody else, of the person's own line.

Source: 处理检举控告工作规则 (2020-01-21) 第四十八条: the discipline organ decides; never the party that is dealt with.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from paizhu.accounts.sittings import Sitting, sittings_at, sittings_of
from paizhu.door.basis import Basis
from paizhu.door.deriving import undecided
from paizhu.door.doing import Doing
from paizhu.door.eligible import has_power, sides_of
from paizhu.door.models import Matter, Recusal
from paizhu.door.present import Present
from paizhu.door.visibility import Reach, sights
from paizhu.guard.rows import Asked, rows
from paizhu.norms.procedure import Power

MOST, LOOKED_THROUGH = 20, 500
# Who declared what nobody did: no seat is called so.
DERIVED = "derived:"
WORDS: dict[Basis, Promise] = {
    Basis.DECLARED: gettext_lazy("declared"),
    Basis.EARLIER_POST: gettext_lazy("earlier post"),
    Basis.KINSHIP: gettext_lazy("kinship"),
}


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A person whose recusal waits. said: code, post and why, in the reader's language; never of whom somebody is kin."""

    person: str
    bases: frozenset[Basis]
    said: str


def to_decide(doing: Doing) -> tuple[ToDecide, ...]:
    """Return whose recusals from the matter the seat may decide on, by code; nobody's but for a leader of a side.

    A fixed number of queries for each side of the matter.
    """
    matter, sitting = doing.matter, doing.sitting
    if matter is None or sitting.administers is not None or not has_power(sitting, Power.LEADER):
        return ()
    waiting: dict[str, set[Basis]] = defaultdict(set)
    rows = Recusal.objects.filter(matter=matter, holds=None).exclude(declared_by=sitting.seat)
    for person in rows.values_list("person_id", flat=True):
        waiting[person].add(Basis.DECLARED)
    sides = dict.fromkeys(sides_of(matter, doing.present).values())
    seats = {s.person: s for organ in sides for s in sittings_at(organ, doing.present.on)}
    for person, bases in undecided(seats, matter, doing.present).items():
        waiting[person] |= bases
    waiting.pop(sitting.person, None)
    others = [person for person in waiting if person not in seats]
    seats |= {s.person: s for s in sittings_of(others, doing.present.on)}
    return tuple(
        ToDecide(person, frozenset(waiting[person]), _said(person, seats.get(person), waiting[person]))
        for person in sorted(waiting)
        if _may(seats.get(person), doing)
    )


# Begins with who sits at the organ, and joins no matters: a database may begin with all that the organ has. Today asks it.
_WAITING = f"""SELECT person_id, matter_id FROM door_recusal
    WHERE holds IS NULL AND matter_id IS NOT NULL AND person_id <> %s AND declared_by <> %s
      AND person_id IN (
        SELECT s.person_id FROM registry_seat s
        JOIN registry_post p ON p.code_id = s.post_id AND p.recorded_to IS NULL
        WHERE s.recorded_to IS NULL AND p.organ_id = %s)
    ORDER BY id DESC LIMIT {LOOKED_THROUGH}"""  # noqa: S608  a number of ours


def what_waits_for(sitting: Sitting) -> Asked | None:
    """Return what finds recusals that somebody of the seat's organ may have declared and it can decide on; None: on none."""
    if sitting.administers is not None or not has_power(sitting, Power.LEADER):
        return None
    return _WAITING, [sitting.person, sitting.seat, sitting.organ]


def declared(sitting: Sitting, present: Present) -> tuple[str, ...]:
    """Return the references of open matters from which somebody of the seat's organ declared a recusal that it can decide on.

    Nobody else would tell a leader of it. At most `MOST`; one query where nobody waits.
    """
    asked = what_waits_for(sitting)
    waiting = rows(*asked) if asked is not None else []
    if not waiting:
        return ()
    persons = sorted({person for person, _matter in waiting})
    own = {seat.person for seat in sittings_of(persons, present.on) if seat.organ == sitting.organ}
    keys = {matter for person, matter in waiting if person in own}
    matters = list(Matter.objects.filter(pk__in=keys, closed_on=None).order_by("pk")[:MOST])
    seen = sights(sitting, matters, present)
    return tuple(m.reference for m in matters if seen[m.pk].reach is not Reach.NONE)


def _may(whose: Sitting | None, doing: Doing) -> bool:
    """A leader of the person's own organ or of the one that leads it; of the owner, for whoever sits at none of these."""
    organ = doing.sitting.organ
    sides = set(sides_of(doing.opened, doing.present).values())
    if whose is None or (whose.organ not in sides and doing.present.leader_of(whose.organ) not in sides):
        return organ == doing.opened.owner_id
    return organ in (whose.organ, doing.present.leader_of(whose.organ))


def _said(person: str, whose: Sitting | None, bases: set[Basis]) -> str:
    post = f" {whose.organ_name}{whose.title}" if whose else ""
    return f"{person}{post} ({', '.join(str(WORDS[basis]) for basis in sorted(bases))})"
