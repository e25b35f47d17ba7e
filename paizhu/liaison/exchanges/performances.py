"""Which exchanges of views were acts that a norm asks for: all of them, on the day they were held."""

from collections.abc import Iterator

from django.utils import timezone

from paizhu.door.models import Performed
from paizhu.door.performances import Kept, Sought
from paizhu.norms.expected.reckoning import Performance

EXCHANGE = "exchange_views"


def exchanged(sought: Sought) -> Iterator[Kept]:
    """Yield each exchange, by the post of the head toward that of the leader. One query."""
    if not sought.bearers or (sought.acts is not None and EXCHANGE not in sought.acts):
        return
    found = Performed.objects.filter(
        act="exchange.record",
        matter__exchange__head__in=sorted(sought.bearers),
        matter__exchange__held_on__range=(sought.first, sought.last),
    )
    for row in found.select_related("matter__exchange", "entry"):
        assert row.matter is not None
        exchange = row.matter.exchange
        done = Performance(
            act=EXCHANGE,
            bearer=exchange.head,
            toward=exchange.leader,
            done_on=exchange.held_on,
            recorded_on=timezone.localdate(row.entry.at),
            reference=row.matter.reference,
            about=None,
        )
        yield Kept(done, row.matter.pk, row.entry_id)
