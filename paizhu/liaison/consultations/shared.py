"""What the two sides of a consultation share: the open matters in which both take part."""

from paizhu.accounts.sittings import Sitting
from paizhu.door.models import Matter, Participation
from paizhu.door.present import Present
from paizhu.door.visibility import barred, visible

MOST = 50


def shared_matters(matter: Matter, sitting: Sitting, present: Present) -> list[Matter]:
    """Return other open matters whose content both sides of this one see and the seat may, the latest first.

    Two queries. A matter of named persons is none of them, nor one from which the seat is barred.
    """
    parts = Participation.objects.filter(person=None, until=None, content=True).exclude(side="")
    found = visible(sitting, present).filter(closed_on=None, circle=False).exclude(pk=matter.pk)
    for organ in (matter.owner_id, matter.counterpart_id):
        found = found.filter(pk__in=parts.filter(organ=organ).values("matter"))
    rows = list(found.order_by("-pk")[:MOST])
    out = barred(sitting, rows, present) if rows else set()
    return [row for row in rows if row.pk not in out]
