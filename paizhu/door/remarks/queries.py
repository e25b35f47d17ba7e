"""What was said of a matter, as far as somebody sees it."""

from dataclasses import dataclass
from datetime import date

from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.visibility import Sight
from paizhu.norms.model import Text


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a side said of a matter. act: by which it was said.  item: of several like things the one that it is about."""

    act: str
    act_name: Text | None
    item: str
    organ: str
    organ_name: str
    seat: str
    on: date
    text: str


def remarks_seen(matter: Matter, sight: Sight, present: Present) -> tuple[Remarked, ...]:
    """Return what was said, the earlier first; of what is past only what was said before its end. One query.

    Only for whoever sees the content.
    """
    assert sight.content
    names = {step.id: step.name for step in present.base.procedure_by_id(matter.procedure).steps}
    said = matter.remarks.order_by("pk")
    if sight.until is not None:
        said = said.filter(on__lt=sight.until)
    return tuple(
        Remarked(
            r.kind, names.get(r.kind), r.item, r.organ_id, present.name(r.organ_id), r.seat, r.on, r.text
        )
        for r in said
    )
