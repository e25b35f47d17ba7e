"""Telling organs of an act, in its own transaction: a notice in the inbox, and mail to those who want it."""

from collections.abc import Iterable

from paizhu.door.mail import queueing
from paizhu.door.models import Matter, Notice
from paizhu.door.present import Present
from paizhu.journal.models import Entry


def tell(organs: Iterable[str], matter: Matter, entry: Entry, act: str, present: Present) -> list[Notice]:
    """Tell organs of an act on a matter; what they may see of it is decided when they look."""
    notices = Notice.objects.bulk_create(
        Notice(organ_id=organ, matter=matter, entry=entry, act=act, at=present.at)
        for organ in sorted(set(organs))
    )
    queueing.queue(notices, present)
    return notices
