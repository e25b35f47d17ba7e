"""Telling organs of an act, in its own transaction: a notice in the inbox, and mail to those who want it."""

from collections.abc import Iterable

from django.db import connection

from paizhu.door.mail import queueing
from paizhu.door.models import Matter, Notice
from paizhu.door.present import Present
from paizhu.journal.models import Entry


def tell(organs: Iterable[str], matter: Matter, entry: Entry, act: str, present: Present) -> list[Notice]:
    """Tell organs of an act on a matter; what they may see of it is decided when they look."""
    notices = [_notice(organ, matter, entry, act, present) for organ in sorted(set(organs))]
    queueing.queue(notices, present)
    return notices


# Most acts write one, so it is written out.
_NOTICE = "INSERT INTO door_notice (organ_id, matter_id, entry_id, act, at) VALUES (%s, %s, %s, %s, %s) RETURNING id"
_FIELDS = ["id", "organ_id", "matter_id", "entry_id", "act", "at"]


def _notice(organ: str, matter: Matter, entry: Entry, act: str, present: Present) -> Notice:
    at = connection.ops.adapt_datetimefield_value(present.at)
    with connection.cursor() as cursor:
        cursor.execute(_NOTICE, [organ, matter.pk, entry.pk, act, at])
        (key,) = cursor.fetchone()
    return Notice.from_db(connection.alias, _FIELDS, [key, organ, matter.pk, entry.pk, act, present.at])
