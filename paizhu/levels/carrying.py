"""What an organ has to carry out and may pass down: a task, a letter, a decision, a measure, or what was passed to it."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import barred
from paizhu.guard import beyond
from paizhu.levels.authority import below
from paizhu.liaison.consultations.models import Decision
from paizhu.rectification.heads import Standing
from paizhu.rectification.models import Measure

MOST, SHOWN = 100, 40
# Kind of matter -> the side that carries it out, and the states in which it does.
CARRIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "task": ("assignee", ("accepted",)),
    "letter": ("addressee", ("received",)),
    "consultation": ("group", ("confirmed",)),
    "rectification": ("unit", ("carrying_out",)),
    "relay": ("unit", ("received",)),
}
# Of these a numbered part is passed down, not the whole.
IN_PARTS = ("consultation", "rectification")


@dataclass(frozen=True, slots=True)
class Carried:
    """A matter, or the decision or measure of it with that number. item: "" for the whole."""

    matter: Matter
    item: str
    text: str

    @property
    def word(self) -> str:
        """What a form calls it: the reference, and the number after a #."""
        return f"{self.matter.reference}#{self.item}" if self.item else self.matter.reference


def carried(sitting: Sitting, present: Present) -> list[Carried]:
    """Return what the seat's organ may pass down on this day, the newest first. Five queries at most.

    Nothing of a matter of named persons, and nothing from which the person is barred.
    """
    if sitting.administers is not None:
        return []
    rows = list(_matters(sitting.organ).order_by("-pk")[:MOST])
    out = barred(sitting, rows, present) if rows else set()
    rows = [row for row in rows if row.pk not in out]
    parts = _parts(rows, sitting.organ)
    return [
        Carried(row, item, text)
        for row in rows
        for item, text in (parts.get(row.pk, []) if row.kind in IN_PARTS else [("", row.title)])
    ]


def may_pass(matter: Matter, sitting: Sitting, present: Present) -> bool:
    """Return whether the seat's organ carries the matter out and has somebody below it."""
    chart = present.here.chart
    if sitting.organ not in chart.organs or matter.kind not in CARRIES:
        return False
    mine = _matters(sitting.organ).filter(pk=matter.pk).exists()
    return mine and bool(below(chart, sitting.organ, present.on))


@beyond.working(beyond.Why.PASSING)
def still_carried(one: Carried) -> bool:
    """Hold the matter until the transaction ends, and return whether it is still being carried out."""
    held = Matter.objects.select_for_update(no_key=True).get(pk=one.matter.pk)
    return held.state in CARRIES[held.kind][1]


def _matters(organ: str) -> QuerySet[Matter]:
    own = Q(
        participations__organ=organ,
        participations__person=None,
        participations__until=None,
        participations__content=True,
    )
    ways = (
        Q(kind=kind, state__in=states, participations__side=side) for kind, (side, states) in CARRIES.items()
    )
    return Matter.objects.filter(own & reduce(or_, ways), closed_on=None, circle=False)


def _parts(rows: list[Matter], organ: str) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    keys = [row.pk for row in rows if row.kind in IN_PARTS]
    if not keys:
        return found
    decisions = Decision.objects.filter(matter__in=keys, until=None, owner=organ)
    measures = Measure.objects.filter(matter__in=keys, standing=Standing.OPEN)
    of = {row.pk: row for row in rows}
    stand: list[Decision | Measure] = [*decisions.order_by("number"), *measures.order_by("number")]
    for part in stand:
        part.matter = of[part.matter_id]
        found.setdefault(part.matter_id, []).append((str(part.number), part.text))
    return found
