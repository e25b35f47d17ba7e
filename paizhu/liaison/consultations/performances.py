"""Which consultations were acts that a norm asks for: those that were held, for both sides.

Each is counted for its own Party group: an office with several hosts owes each of them its own.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from paizhu.door.models import Performed
from paizhu.door.performances import Kept, Sought
from paizhu.norms.expected.reckoning import Performance

HOLD, CONSULT = "consultation.hold", "consult_regularly"


def held(sought: Sought) -> Iterator[Kept]:
    """Yield each consultation that was held, once for the office and once for the Party group. One query."""
    if not sought.bearers or (sought.acts is not None and CONSULT not in sought.acts):
        return
    bearers = sorted(sought.bearers)
    found = Performed.objects.filter(
        Q(organ__in=bearers) | Q(matter__consultation__group__in=bearers),
        act=HOLD,
        matter__consultation__held_on__range=(sought.first, sought.last),
    )
    for row in found.select_related("matter__consultation", "entry"):
        assert row.matter is not None
        group = row.matter.consultation.group_id
        for bearer, toward in ((row.organ, group), (group, row.organ)):
            yield Kept(_performance(row, bearer, toward), row.matter.pk, row.entry_id)


def _performance(row: Performed, bearer: str, toward: str) -> Performance:
    assert row.matter is not None
    day = row.matter.consultation.held_on
    assert day is not None
    return Performance(
        act=CONSULT,
        bearer=bearer,
        toward=toward,
        done_on=day,
        recorded_on=timezone.localdate(row.entry.at),
        reference=row.matter.reference,
        about=None,
    )
