"""What a matter held before it was to be sealed is sealed afterwards, matter by matter, in the background.

Each step can be stopped anywhere and is carried on: the key comes first, in a transaction of its own; then rows and what
entries commit to, in one; then the heads of the files, one after the other; then the mark that all is done.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from filelock import FileLock, Timeout

from paizhu import places
from paizhu.door.attachments import of_matters
from paizhu.door.attachments.models import Attachment
from paizhu.door.models import Matter, Performed
from paizhu.door.present import Present
from paizhu.door.retention.content import rows
from paizhu.door.sealing import keyring
from paizhu.door.sealing.commitments import REGISTER, seals
from paizhu.door.sealing.models import MatterKey
from paizhu.door.sealing.rows import sealed_fields
from paizhu.door.secrecy import Secrecy
from paizhu.guard import beyond
from paizhu.journal.models import Content
from paizhu.journal.sealed import MARK, Where

_AT_ONCE = 20
_ABOVE = [one.value for one in Secrecy if one.height > Secrecy.INTERNAL.height]


def waiting() -> QuerySet[Matter]:
    """Return the sealed matters of which not all content is sealed yet."""
    sealed = Q(circle=True) | Q(secrecy__in=_ABOVE)
    done = MatterKey.objects.filter(whole=True).values("matter")
    return Matter.objects.filter(sealed, destroyed_on=None).exclude(pk__in=done).order_by("pk")


@beyond.working(beyond.Why.SEALING)
def seal_waiting(_present: Present | None = None) -> int:
    """Seal some matters that wait for it, and return how many. Raises KeyUnusable, Damaged."""
    found = list(waiting()[:_AT_ONCE])
    return sum(_seal(matter) for matter in found)


def _seal(matter: Matter) -> bool:
    # Committed before anything is sealed with it: files do not come back when a transaction does.
    keyring.key_of(matter, make=True)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
        _rows(matter)
        _commitments(matter)
    if not _files(matter):
        return False
    return bool(MatterKey.objects.filter(pk=matter.pk).update(whole=True))


def _rows(matter: Matter) -> None:
    matter.save(update_fields=["title"])
    for table in rows():
        names = [field.name for field in sealed_fields(table.model)]
        for row in table.model._default_manager.filter(**{table.to: matter}) if names else ():  # noqa: SLF001
            row.save(update_fields=names)


def _commitments(matter: Matter) -> None:
    """Put what entries commit to back in sealed: a row of the record may go, and may not be changed."""
    entries = Performed.objects.filter(matter=matter).exclude(act__startswith=REGISTER).values("entry")
    open_ = Content.objects.filter(entry__in=entries).exclude(value__startswith=MARK)
    seal = seals(matter, "")
    assert seal is not None
    for one in open_.select_related("entry__log"):
        entry = one.entry
        kept = seal(Where(matter.reference, entry.log.organ, entry.number, one.name), one.value)
        one.delete()
        Content.objects.create(entry=entry, name=one.name, salt=one.salt, value=kept)


def _files(matter: Matter) -> bool:
    """Wrap the keys of the matter's files anew, unless a backup is copying them; return whether that was done."""
    found = Attachment.objects.filter(matter=matter).exclude(key=of_matters.OF_MATTER)
    files: Iterable[Attachment] = list(found.select_related("matter"))
    if not files:
        return True
    try:
        with FileLock(places.home() / places.BACKUP_LOCK, timeout=0):
            for file in files:
                of_matters.wrap_anew(file)
    except Timeout:
        return False
    return True
