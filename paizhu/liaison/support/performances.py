"""Which requests were acts that a norm asks of the host: those that it met by lending or providing."""

from collections.abc import Iterator

from django.utils import timezone

from paizhu.door.models import Performed
from paizhu.door.performances import Kept, Sought
from paizhu.norms.expected.reckoning import Performance

MEETS = ("support.lend", "support.provide")


def given(sought: Sought) -> Iterator[Kept]:
    """Yield what was lent or provided: by the host, toward the office whose request it is, on that day. One query."""
    if not sought.bearers or (sought.acts is not None and not sought.acts):
        return
    found = Performed.objects.filter(
        act__in=MEETS,
        organ__in=sorted(sought.bearers),
        on__range=(sought.first, sought.last),
        matter__destroyed_on=None,
    )
    for row in found.select_related("matter__support", "entry"):
        assert row.matter is not None
        done = Performance(
            act=row.matter.support.act,
            bearer=row.organ,
            toward=row.matter.owner_id,
            done_on=row.on,
            recorded_on=timezone.localdate(row.entry.at),
            reference=row.matter.reference,
            about=None,
        )
        yield Kept(done, row.matter.pk, row.entry_id)
