"""Which letters were acts that a norm asks of the office: those that were issued and not withdrawn."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from paizhu.door.models import Performed
from paizhu.door.performances import Kept, Sought
from paizhu.norms.expected.reckoning import Performance

OVER = ("withdrawn", "declined")


def issued(sought: Sought) -> Iterator[Kept]:
    """Yield what was done by issuing a letter: its act, by the office that issued it, on the day it was issued. One query."""
    if not sought.bearers or (sought.acts is not None and not sought.acts):
        return
    found = Performed.objects.filter(
        _of_acts(sought),
        act="letter.issue",
        organ__in=sorted(sought.bearers),
        on__range=(sought.first, sought.last),
        matter__destroyed_on=None,
    ).exclude(matter__state__in=OVER)
    for row in found.select_related("matter__letter", "entry"):
        assert row.matter is not None
        letter = row.matter.letter
        done = Performance(
            act=letter.act,
            bearer=row.organ,
            toward=letter.addressee_id,
            done_on=row.on,
            recorded_on=timezone.localdate(row.entry.at),
            reference=row.matter.reference,
            about=None,
        )
        yield Kept(done, row.matter.pk, row.entry_id)


def _of_acts(sought: Sought) -> Q:
    if sought.acts is None:
        return Q()
    acts = sorted(sought.acts)
    return reduce(or_, (Q(matter__letter__act=a) | Q(matter__letter__act__startswith=f"{a}.") for a in acts))
