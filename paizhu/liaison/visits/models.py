"""What a front-line visit holds beside its matter; what was found there is in `paizhu.liaison.problems`."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from paizhu.door.models import REASON_LENGTH, Matter
from paizhu.door.remarks.models import TEXT_LENGTH
from paizhu.door.sealing.fields import SealedField
from paizhu.door.sealing.rows import SealedRow
from paizhu.registry.models import NAME_LENGTH, OrganId


class Visit(SealedRow):
    """day: for which it is planned.  announced_on: when the host was told of it beforehand, None where it was not.

    visited_on, visitors, met, seen: as it was recorded on recorded_on.  told_on: when the host was told what was found.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="visit", primary_key=True)
    host = models.ForeignKey(OrganId, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    place = SealedField(max_length=NAME_LENGTH)
    subject = SealedField(max_length=TEXT_LENGTH)
    announced_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    visitors = SealedField(max_length=REASON_LENGTH, blank=True)
    met = SealedField(max_length=REASON_LENGTH, blank=True)
    seen = SealedField(max_length=TEXT_LENGTH, blank=True)
    recorded_on = models.DateField(null=True)
    told_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(visited_on=None, recorded_on=None, visitors="", seen="")
                | (Q(visited_on__isnull=False, recorded_on__isnull=False) & ~Q(visitors="") & ~Q(seen="")),
                name="visit_recorded_whole",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(recorded_on__isnull=False),
                name="visit_told_of_what_was_recorded",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="visit_day")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.host_id} {self.day}"
