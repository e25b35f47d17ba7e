"""What the database keeps by itself: that parts say of their matters what these say."""

from django.db.models import F, Q

from paizhu.door.models import Participation


def differing() -> list[Participation]:
    """Return the parts that say something else than their matters."""
    over = Q(matter__closed_on__isnull=False)
    closed = (Q(closed=True) & over) | (Q(closed=False) & ~over)
    return list(Participation.objects.exclude(Q(kind=F("matter__kind"), state=F("matter__state")) & closed))
