"""What destroyed matters still count for: the duties that were done by them stay done."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from paizhu.door.kinds import kinds
from paizhu.door.models import Matter, Participation
from paizhu.door.performances import Kept, Sought
from paizhu.door.retention.models import Counted
from paizhu.norms.expected.calendar import name_of, period_named
from paizhu.norms.expected.reckoning import Performance


def counted(sought: Sought) -> Iterator[Kept]:
    """Yield what was done by matters that are destroyed by now; one query."""
    if not sought.bearers:
        return
    within = Q(done_on__gte=sought.first, done_on__lte=sought.last)
    for year in sought.years:
        within |= Q(about__startswith=f"{year:04}")
    rows = Counted.objects.filter(within, bearer__in=list(sought.bearers)).select_related("matter")
    yield from map(_kept, rows)


def count(matter: Matter, since: date, on: date) -> None:
    """Keep what the matter counts for, before it is destroyed on that day. Its bearers are among those who took part.

    since: how far back the norms are known. A matter can tell of what was done long before it was opened.
    """
    source = kinds.get(matter.kind).performed
    if source is None:
        return
    organs = Participation.objects.filter(matter=matter).values_list("organ_id", flat=True)
    bearers = {*organs, *_posts(matter)}
    found = source(Sought(bearers, since, on))
    Counted.objects.bulk_create(_row(kept) for kept in found if kept.matter == matter.pk)


def _posts(matter: Matter) -> list[str]:
    """A duty can be a post's: the bearers of the rulings that the matter rested on."""
    return list(matter.grounds.values_list("bearer", flat=True).distinct())


def _row(kept: Kept) -> Counted:
    done = kept.performance
    return Counted(
        matter_id=kept.matter,
        entry_id=kept.entry,
        act=done.act,
        bearer=done.bearer,
        toward=done.toward or "",
        done_on=done.done_on,
        recorded_on=done.recorded_on,
        about=name_of(done.about) if done.about else "",
    )


def _kept(row: Counted) -> Kept:
    done = Performance(
        act=row.act,
        bearer=row.bearer,
        toward=row.toward or None,
        done_on=row.done_on,
        recorded_on=row.recorded_on,
        reference=row.matter.reference,
        about=period_named(row.about) if row.about else None,
    )
    return Kept(done, row.matter_id, row.entry_id)
