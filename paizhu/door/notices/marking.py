"""Marks of what a person has read. They are no act: nothing of a matter changes, and only that person sees them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from paizhu.accounts.sittings import Sitting
from paizhu.door.notices.models import Read
from paizhu.door.notices.queries import notices
from paizhu.door.present import Present


def mark_read(sitting: Sitting, present: Present, ids: Iterable[int]) -> None:
    """Mark notices as read; those that the seat does not see are passed over, as if they did not exist."""
    _mark(notices(sitting, present).filter(pk__in=list(ids)).values_list("pk", flat=True), sitting, present)


def mark_all_read(sitting: Sitting, present: Present, *, newest: int) -> None:
    """Mark everything up to a notice: what came in after the page was drawn stays unread."""
    reads = Read.objects.filter(notice=OuterRef("pk"), person=sitting.person)
    unread = notices(sitting, present).filter(~Exists(reads), pk__lte=newest)
    _mark(unread.values_list("pk", flat=True), sitting, present)


def _mark(ids: Iterable[int], sitting: Sitting, present: Present) -> None:
    # Two clicks at once mark once.
    Read.objects.bulk_create(
        (Read(notice_id=id_, person_id=sitting.person, at=present.at) for id_ in ids),
        batch_size=1000,
        ignore_conflicts=True,
    )
