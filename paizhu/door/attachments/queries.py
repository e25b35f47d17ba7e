"""The attachments of a matter that a seat may read."""

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.attachments.models import Attachment
from paizhu.door.models import Matter, Participation
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible
from paizhu.door.visibility import Reach, is_recused, reach, stands_in_for


def readable(sitting: Sitting, matter: Matter, present: Present) -> QuerySet[Attachment]:
    """Return the attachments of a matter whose content the seat sees, in the order in which they were added.

    Where the part of its organ has ended, those that were added before.
    """
    own = Attachment.objects.filter(matter=matter).order_by("pk")
    match reach(sitting, matter, present):
        case Reach.CONTENT:
            return own
        case Reach.PAST:
            parts = Participation.objects.filter(matter=matter, organ=sitting.organ, person=None)
            return own.filter(on__lt=parts.aggregate(last=Max("until"))["last"])
        case Reach.OVERVIEW if _has_to_approve(sitting, matter, present):
            return own
        case _:
            return own.none()


def find(reference: str, file: str, sitting: Sitting, present: Present) -> Attachment:
    """Return an attachment that the seat may read. Raises NotVisible, alike whether it exists or not."""
    found = Attachment.objects.select_related("matter").filter(file=file, matter__reference=reference).first()
    if found is None or not readable(sitting, found.matter, present).filter(pk=found.pk).exists():
        raise NotVisible(_("There is no such attachment."))
    return found


def _has_to_approve(sitting: Sitting, matter: Matter, present: Present) -> bool:
    """A step waits for this very seat, which must know what it decides on."""
    procedure = present.base.procedure_by_id(matter.procedure)
    waiting = stands_in_for(sitting, matter, procedure, present)
    return bool(waiting) and not is_recused(sitting, matter, present)
