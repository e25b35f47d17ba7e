"""The attachments of a matter that a seat may read."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from paizhu.accounts.sittings import Sitting
from paizhu.door.attachments.models import Attachment
from paizhu.door.models import Matter
from paizhu.door.present import Present
from paizhu.door.refusals import NotVisible
from paizhu.door.visibility import Reach, is_recused, sights, stands_in_for


def readable(sitting: Sitting, matter: Matter, present: Present) -> QuerySet[Attachment]:
    """Return the attachments of a matter whose content the seat sees, in the order in which they were added.

    Where the part of its organ has ended: those that were added before, and its own.
    """
    own = Attachment.objects.filter(matter=matter).order_by("pk")
    sight = sights(sitting, [matter], present)[matter.pk]
    match sight.reach:
        case Reach.CONTENT:
            return own
        case Reach.PAST:
            return own.filter(Q(on__lt=sight.until) | Q(organ=sitting.organ))
        case Reach.OVERVIEW if _has_to_approve(sitting, matter, present):
            return own
        case _:
            return own.none()


def find(reference: str, file: str, sitting: Sitting, present: Present) -> Attachment:
    """Return an attachment that the seat may read. Raises NotVisible, alike whether it exists or not."""
    matter = Matter.objects.filter(reference=reference).first()
    found = None
    if matter is not None:
        found = readable(sitting, matter, present).select_related("matter").filter(file=file).first()
    if found is None:
        raise NotVisible(_("There is no such attachment."))
    return found


def _has_to_approve(sitting: Sitting, matter: Matter, present: Present) -> bool:
    """A step waits for this very seat, which must know what it decides on."""
    procedure = present.base.procedure_by_id(matter.procedure)
    waiting = stands_in_for(sitting, matter, procedure, present)
    return bool(waiting) and not is_recused(sitting, matter, present)
