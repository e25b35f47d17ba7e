"""Which meetings an office attended, and which opinions it raised there: powers that no norm counts, but on record as used."""

from collections.abc import Iterator

from django.utils import timezone

from paizhu.door.models import Performed
from paizhu.door.performances import Kept, Sought
from paizhu.norms.expected.reckoning import Performance

# The act of the procedure, and the act of the vocabulary that it was.
_DONE = {"attendance.record": "attend_meeting", "attendance.opine": "opinion"}


def attended(sought: Sought) -> Iterator[Kept]:
    """Yield each meeting that was attended and each opinion raised, by the office toward the host. One query."""
    acts = [step for step, act in _DONE.items() if sought.acts is None or act in sought.acts]
    if not acts or not sought.bearers:
        return
    found = Performed.objects.filter(
        act__in=acts,
        organ__in=sorted(sought.bearers),
        matter__attendance__attended_on__range=(sought.first, sought.last),
    )
    for row in found.select_related("matter__attendance", "entry"):
        assert row.matter is not None
        attendance = row.matter.attendance
        assert attendance.attended_on is not None
        done = Performance(
            act=_DONE[row.act],
            bearer=row.organ,
            toward=attendance.host_id,
            done_on=attendance.attended_on,
            recorded_on=timezone.localdate(row.entry.at),
            reference=row.matter.reference,
            about=None,
        )
        yield Kept(done, row.matter.pk, row.entry_id)
